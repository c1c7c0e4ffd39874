import { between } from '../random.ts';
import { days, during, hours, minutes, type Recurring } from '../time.ts';
import { standstill } from './standstill.ts';
import type { Story } from './story.ts';

export const interruptedSync: Story = {
  name: 'interrupted-sync',
  promise: 'a synchronization was killed in the middle, left its journal, and none has run since',
  kind: 'mbsync',
  tell: ({ ordinary, random, anchor }) => {
    const when: Recurring = {
      first: { from: anchor - hours(between(random, 1.2, 6)), to: anchor + hours(between(random, 3, 20)) },
      everyMs: days(8),
    };
    const trouble = { code: 'sync-interrupted', detail: 'a run left its journal, and no process holds the lock' };
    return {
      course: standstill(ordinary, when, minutes(between(random, 3, 10))),
      twist: (folder, at) => (folder === 0 && during(when, at) ? { troubles: [trouble] } : null),
    };
  },
};
