import { between } from '../random.ts';
import { days, during, hours, type Recurring } from '../time.ts';
import type { Story } from './story.ts';

export const goesSilent: Story = {
  name: 'goes-silent',
  promise: 'its agent says nothing any more; some days later it is back',
  tell: ({ ordinary, random, anchor }) => {
    const when: Recurring = {
      first: { from: anchor - hours(between(random, 2, 110)), to: anchor + hours(between(random, 4, 90)) },
      everyMs: days(13),
    };
    return { course: (at) => (during(when, at) ? { ...ordinary(at), reports: false } : ordinary(at)) };
  },
};
