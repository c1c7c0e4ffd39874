import { days, during, hours, minutes, newest, type Instant, type Recurring } from '../time.ts';
import { failing, standstill } from './standstill.ts';
import type { Story } from './story.ts';

/** On Thursdays, when everybody works. The same for every mailbox of a server: nothing here is drawn by lot but the recovery. */
export function outageAround(anchor: Instant): Recurring {
  const someThursday = Date.parse('2026-01-01T09:12:00Z');
  const weekly = { first: { from: someThursday, to: someThursday + hours(2) + minutes(10) }, everyMs: days(7) };
  return { ...weekly, first: newest(weekly, anchor - hours(3)) };
}

export const serverOutage: Story = {
  name: 'server-outage',
  promise: 'once a week its server does not answer for two hours: unknown, then it catches up with all the others',
  tell: ({ ordinary, random, anchor }) => {
    const when = outageAround(anchor);
    const course = standstill(ordinary, when, minutes(3 + random() * 20));
    const refused = 'connect ECONNREFUSED';
    return {
      course: (at) =>
        during(when, at)
          ? { ...course(at), serverTrouble: { code: 'server-unreachable', detail: refused } }
          : course(at),
      attempts: failing(when, minutes(30), refused),
    };
  },
};
