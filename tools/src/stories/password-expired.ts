import { between } from '../random.ts';
import { days, during, hours, minutes, type Recurring } from '../time.ts';
import { failing, standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const passwordExpired: Story = {
  name: 'password-expired',
  promise: 'the server refuses its password: offline is counted, the server is unknown, until a new one is typed',
  tell: ({ ordinary, random, anchor }) => {
    const when: Recurring = {
      first: { from: anchor - hours(0.6 + 11 * random() ** 3), to: anchor + hours(between(random, 2, 20)) },
      everyMs: days(10),
    };
    const course = standstill(ordinary, when, minutes(12));
    const error = 'authentication failed';
    return {
      course: (at) =>
        during(when, at)
          ? { ...course(at), serverTrouble: { code: 'credentials-rejected', detail: error } }
          : course(at),
      // Where Windows asks for the password, it was asked for and not given.
      profile: (at) => ({ loggedOn: !during(when, at) }),
      attempts: failing(when, minutes(60), error),
    };
  },
};
