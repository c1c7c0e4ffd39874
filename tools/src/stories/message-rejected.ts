import { between, wholeBetween } from '../random.ts';
import { days, during, hours, type Recurring } from '../time.ts';
import type { Story } from './story.ts';

export const messageRejected: Story = {
  name: 'message-rejected',
  promise: 'one message came and cannot be stored; all later ones are',
  kind: 'mbsync',
  calm: true,
  tell: ({ ordinary, random, anchor }) => {
    const when: Recurring = {
      first: { from: anchor - hours(between(random, 40, 90)), to: anchor + hours(between(random, 8, 60)) },
      everyMs: days(14),
    };
    const detail = `a message was fetched and not stored: UID ${wholeBetween(random, 900, 40_000)} on the server`;
    return {
      course: ordinary,
      twist: (folder, at) =>
        folder === 0 && during(when, at) ? { offlineMore: -1, troubles: [{ code: 'message-rejected', detail }] } : null,
    };
  },
};
