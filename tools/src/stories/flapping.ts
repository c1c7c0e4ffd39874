import { between } from '../random.ts';
import { during, minutes, type Recurring } from '../time.ts';
import { failing, standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const flapping: Story = {
  name: 'flapping',
  promise: 'its line comes and goes: unknown and in step in turns, all day long',
  tell: ({ ordinary, random, anchor }) => {
    const everyMs = minutes(between(random, 95, 150));
    const from = anchor - random() * everyMs;
    const when: Recurring = { first: { from, to: from + everyMs * 0.35 }, everyMs };
    const course = standstill(ordinary, when, minutes(2));
    return {
      course: (at) =>
        during(when, at)
          ? { ...course(at), serverTrouble: { code: 'server-timeout', detail: 'no answer within 30 s' } }
          : course(at),
      attempts: failing(when, minutes(10), 'no answer within 30 s'),
    };
  },
};
