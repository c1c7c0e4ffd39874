import { between } from '../random.ts';
import { days, during, hours, type Recurring } from '../time.ts';
import type { Story } from './story.ts';

export const deliversElsewhere: Story = {
  name: 'delivers-elsewhere',
  promise: 'its profile delivers to a PST: the Inbox on the server drains, the offline one stays as it was',
  kind: 'outlook',
  tell: ({ ordinary, random, anchor }) => {
    const when: Recurring = {
      first: { from: anchor - hours(between(random, 9, 40)), to: anchor + hours(between(random, 8, 40)) },
      everyMs: days(13),
    };
    return {
      course: ordinary,
      profile: (at) => ({ deliverTo: during(when, at) ? 'pst' : 'mailbox' }),
      twist: (folder, at) => {
        const period = folder === 0 ? during(when, at) : null;
        if (!period) return null;
        const { synchronizedAt } = ordinary(at);
        const heldSince = ordinary(period.from).synchronizedAt;
        return { heldSince, synchronizedAt, serverShare: Math.exp(-(at - period.from) / hours(7)) };
      },
    };
  },
};
