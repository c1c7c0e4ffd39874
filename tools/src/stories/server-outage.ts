import { days, during, hours, minutes, type Instant, type Recurring } from '../time.ts';
import { failing, standstill } from './standstill.ts';
import type { Story } from './story.ts';

/** The same for every mailbox of a server, so nothing here is drawn by lot but the pace of the recovery. */
export function outageAround(anchor: Instant): Recurring {
  const from = anchor - days(2) - hours(5);
  return { first: { from, to: from + hours(2) + minutes(10) }, everyMs: days(7) };
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
