import { between, wholeBetween } from '../random.ts';
import { days, during, hours, type Recurring } from '../time.ts';
import { standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const bigBacklog: Story = {
  name: 'big-backlog',
  promise: 'back after two days, it works off thousands of messages for hours: catching up, never alarming',
  kind: 'outlook',
  tell: ({ ordinary, random, anchor, folders }) => {
    const to = anchor - hours(between(random, 0.6, 2));
    const away: Recurring = { first: { from: to - hours(between(random, 28, 60)), to }, everyMs: days(6) };
    const moved: Recurring = { first: { from: to - hours(3), to: to - hours(2) }, everyMs: away.everyMs };
    // Below four hours: a folder on which no synchronization completes for longer is stale, and rightly so.
    const course = standstill(ordinary, away, hours(between(random, 2.5, 3.7)));
    return {
      course: (at) => (during(away, at) ? { ...course(at), reports: false } : course(at)),
      deliveries: [{ when: moved, folder: Math.min(5, folders - 1), items: wholeBetween(random, 2_500, 9_000) }],
    };
  },
};
