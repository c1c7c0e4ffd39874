import { days, during, hours, minutes, type Instant, type Recurring } from '../time.ts';
import { failing, standstill } from './standstill.ts';
import type { Opening, Story, Tale } from './story.ts';

/** Some days ago, and each week. The same for every mailbox of a server: nothing here is drawn by lot but the recovery. */
function outageBefore(anchor: Instant): Recurring {
  const from = anchor - days(3) - hours(1);
  return { first: { from, to: from + hours(2) + minutes(10) }, everyMs: days(7) };
}

/** Its server does not answer: the server's side is unknown, attempts fail, and afterwards it catches up. */
export function outage({ ordinary, random }: Opening, when: Recurring): Tale {
  const course = standstill(ordinary, when, minutes(3 + random() * 20));
  const refused = 'connect ECONNREFUSED';
  return {
    course: (at) =>
      during(when, at) ? { ...course(at), serverTrouble: { code: 'server-unreachable', detail: refused } } : course(at),
    attempts: failing(when, minutes(30), refused),
    shared: when,
  };
}

export const serverOutage: Story = {
  name: 'server-outage',
  promise: 'once a week its server does not answer for two hours: unknown, then it catches up with all the others',
  tell: (opening) => outage(opening, outageBefore(opening.anchor)),
};
