import { between } from '../random.ts';
import { days, during, hours, minutes, type Recurring } from '../time.ts';
import { standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const weeksHoliday: Story = {
  name: 'weeks-holiday',
  promise: 'its device is off for a week; on its return it is neither stale nor alarming, it catches up',
  tell: ({ ordinary, random, anchor }) => {
    // A third is back this very moment; the others are still away.
    const justBack = random() < 0.35;
    const from = anchor - (justBack ? days(7) - hours(between(random, 1, 9)) : days(between(random, 1, 6)));
    const to = justBack ? anchor - minutes(between(random, 2, 25)) : from + days(7);
    const when: Recurring = { first: { from, to }, everyMs: days(40) };
    const course = standstill(ordinary, when, minutes(between(random, 45, 120)));
    return {
      course: (at) => (during(when, at) ? { ...course(at), reports: false } : course(at)),
      away: when,
    };
  },
};
