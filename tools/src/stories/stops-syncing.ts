import { between } from '../random.ts';
import { days, hours, minutes, type Recurring } from '../time.ts';
import { endedByHand, standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const stopsSyncing: Story = {
  name: 'stops-syncing',
  promise: 'its agent reports and nobody synchronizes: stale when little mail comes, mismatched when much does',
  tell: ({ ordinary, random, anchor }) => {
    // Most stopped lately, some days ago.
    const ago = hours(5 + 100 * random() ** 2.5);
    const when: Recurring = {
      first: { from: anchor - ago, to: anchor + hours(between(random, 3, 40)) },
      everyMs: days(9),
    };
    const catchUpMs = minutes(between(random, 10, 40));
    return { course: standstill(ordinary, when, catchUpMs), attempts: endedByHand(when, catchUpMs) };
  },
};
