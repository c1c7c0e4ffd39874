import { between, pick, wholeBetween } from '../random.ts';
import { days, hours } from '../time.ts';
import type { Story } from './story.ts';

export const deletesOfflineMail: Story = {
  name: 'deletes-offline-mail',
  promise: 'messages vanish offline, the server keeps them, and one synchronization after the other leaves it so',
  tell: ({ ordinary, random, anchor, folders }) => {
    const first = { from: anchor - hours(between(random, 2, 60)), to: anchor + hours(between(random, 2, 30)) };
    // Sent, or this year's archive: folders large enough to lose that many.
    const folder = Math.min(pick(random, [2, 5]), folders - 1);
    return {
      course: ordinary,
      losses: [{ when: { first, everyMs: days(8) }, folder, items: wholeBetween(random, 110, 280) }],
    };
  },
};
