import { between, wholeBetween } from '../random.ts';
import { days, during, hours, type Recurring } from '../time.ts';
import { triedOnce } from './standstill.ts';
import type { Story } from './story.ts';

/** What Outlook says of it: the other folders came. */
export const INBOX_LEFT_OUT = 'some items of the Inbox could not be synchronized';

export const damagedStore: Story = {
  name: 'damaged-store',
  promise: 'all folders but the Inbox synchronize, and some drafts are only offline: its OST is damaged',
  kind: 'outlook',
  tell: ({ ordinary, random, anchor }) => {
    const when: Recurring = {
      first: { from: anchor - hours(between(random, 7, 20)), to: anchor + hours(between(random, 8, 40)) },
      everyMs: days(11),
    };
    const drafts = wholeBetween(random, 3, 7);
    return {
      course: ordinary,
      twist: (folder, at) => {
        const damage = during(when, at);
        if (!damage) return null;
        if (folder === 0) return { heldSince: ordinary(damage.from).synchronizedAt };
        return folder === 1 ? { offlineMore: drafts } : null;
      },
      attempts: triedOnce(when, hours(2), 'manual', INBOX_LEFT_OUT),
    };
  },
};
