import { between, wholeBetween } from '../random.ts';
import { days, during, hours, minutes, type Recurring } from '../time.ts';
import { triedOnce } from './standstill.ts';
import type { Story } from './story.ts';

export const replacedFolder: Story = {
  name: 'replaced-folder',
  promise:
    'a folder was restored on the server under another UIDVALIDITY, and refuses to synchronize; the others go on',
  kind: 'mbsync',
  tell: ({ ordinary, random, anchor, folders }) => {
    const when: Recurring = {
      first: { from: anchor - hours(between(random, 2, 18)), to: anchor + hours(between(random, 5, 30)) },
      everyMs: days(10),
    };
    const replaced = wholeBetween(random, 5, folders - 1);
    const was = wholeBetween(random, 1_500_000_000, 1_760_000_000);
    const detail = `UIDVALIDITY was ${was} at the last sync and is ${was + 86_412} on the server`;
    return {
      course: ordinary,
      // It refuses each time; that the first run did is enough to know.
      attempts: triedOnce(when, minutes(5), 'schedule', detail),
      twist: (folder, at) => {
        const period = folder === replaced ? during(when, at) : null;
        const troubles = [{ code: 'uidvalidity-changed', detail }];
        return period && { heldSince: ordinary(period.from).synchronizedAt, troubles };
      },
    };
  },
};
