import { between, wholeBetween } from '../random.ts';
import { hours, minutes, type Recurring } from '../time.ts';
import { endedByHand, standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const fallsBehind: Story = {
  name: 'falls-behind',
  promise: 'every day or two it stops for some hours, many messages come, and then it catches up',
  tell: ({ ordinary, random, anchor }) => {
    const everyMs = hours(between(random, 29, 47));
    const from = anchor - random() * everyMs;
    const when: Recurring = { first: { from, to: from + hours(between(random, 2, 5)) }, everyMs };
    const catchUpMs = minutes(between(random, 20, 55));
    const delivered = { first: { from: from + minutes(11), to: from + minutes(12) }, everyMs };
    return {
      course: standstill(ordinary, when, catchUpMs),
      deliveries: [{ when: delivered, folder: 0, items: wholeBetween(random, 40, 260) }],
      attempts: endedByHand(when, catchUpMs),
    };
  },
};
