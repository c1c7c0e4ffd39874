import { between } from '../random.ts';
import { days, during, hours, minutes, type Recurring } from '../time.ts';
import { standstill } from './standstill.ts';
import type { Story } from './story.ts';

const UPDATED = '1.5.2';

export const badUpdate: Story = {
  name: 'bad-update',
  promise: 'its client was updated, and since then synchronizations hang for most who have that version',
  kind: 'mbsync',
  calm: true,
  tell: ({ ordinary, random, anchor, client }) => {
    const when: Recurring = { first: { from: anchor - hours(5), to: anchor + hours(4) }, everyMs: days(21) };
    const trouble = { code: 'sync-hung', detail: 'a run holds the lock and has written nothing since' };
    const version = (at: number) => (during(when, at) ? UPDATED : client.facts.version!);
    // One in five is spared.
    if (random() < 0.2) return { course: ordinary, client: (at) => ({ version: version(at) }) };

    const course = standstill(ordinary, when, minutes(between(random, 3, 10)));
    return {
      course: (at) => (during(when, at) ? { ...course(at), troubles: [trouble] } : course(at)),
      client: (at) => ({ version: version(at) }),
    };
  },
};
