import { between, wholeBetween } from '../random.ts';
import { days, hours, minutes, type Recurring } from '../time.ts';
import { standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const bigBacklog: Story = {
  name: 'big-backlog',
  promise: 'thousands of messages are moved in at once, and it works them off for hours: catching up, never alarming',
  tell: ({ ordinary, random, anchor, folders }) => {
    const from = anchor - hours(between(random, 0.4, 2));
    const everyMs = days(between(random, 2, 4));
    const moved: Recurring = { first: { from, to: from + minutes(1) }, everyMs };
    // Below four hours: a folder on which no synchronization completes for longer is stale, and rightly so.
    return {
      course: standstill(ordinary, moved, hours(between(random, 2.5, 3.7))),
      deliveries: [{ when: moved, folder: Math.min(5, folders - 1), items: wholeBetween(random, 2_500, 9_000) }],
    };
  },
};
