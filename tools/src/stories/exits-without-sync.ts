import { lastEvening } from '../fleet/working-days.ts';
import { between } from '../random.ts';
import { days, hours, iso, minutes, type Instant, type Recurring } from '../time.ts';
import { endedByHand, standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const exitsWithoutSync: Story = {
  name: 'exits-without-sync',
  promise: 'Outlook is left each evening, and no synchronization follows: automatic synchronization is off',
  kind: 'outlook',
  tell: ({ ordinary, random, anchor }) => {
    const lateMs = minutes(between(random, -20, 50));
    const exit = (at: Instant) => lastEvening(at, hours(1), lateMs);
    const when: Recurring = {
      first: { from: exit(anchor) - hours(between(random, 20, 40)), to: anchor + hours(between(random, 6, 30)) },
      everyMs: days(12),
    };
    const catchUpMs = minutes(between(random, 10, 30));
    return {
      course: standstill(ordinary, when, catchUpMs),
      profile: (at) => ({ syncOnExit: false, lastExitAt: iso(exit(at)) }),
      attempts: endedByHand(when, catchUpMs),
    };
  },
};
