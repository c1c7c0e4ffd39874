import type { Evidence } from '../evidence.ts';
import type { DiagnosisRule } from '../rule.ts';
import { isOut, judged } from './signs/folders.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { isBroken, isTroubled, troubled } from './signs/troubles.ts';

const CODES = ['never-compacted'];
const DAMAGED = ['index-damaged', 'offline-store-damaged'];

export const neverCompacted: DiagnosisRule = {
  id: 'never-compacted',
  title: 'The store was never compacted',
  family: 'modern',
  source: 'Thunderbird Help, Compacting Folders; MozillaZine Knowledge Base, Compacting folders',
  seen: 'The file in which Thunderbird keeps a folder holds far more messages than the client shows.',
  cause: 'Deleted and moved messages are only hidden, and stay in the file until the folder is compacted.',
  tellApart: {
    'index-damaged':
      'If the client shows too few because its index is damaged, compacting would remove the rest: repair first.',
    duplicates: 'Here the surplus are deleted messages; copies would be shown twice.',
  },
  matches,
  fix: {
    guardText:
      'Do not compact a folder whose index or file is damaged: what the index does not list is removed for good. Repair it first.',
    guard: (_evidence, { folders }) => ({
      text: 'Look through the folder first: if messages are missing in the list, its index is damaged, and compacting would remove them for good.',
      items: null,
      folders,
    }),
    steps: [
      'Open {folder} in Thunderbird, and see that its list is complete.',
      'Close other programs that use the profile, and see that the disk has as much room again as the folder takes.',
      'Right-click {folder} and choose *Compact*.',
      'Let it be done by itself from now on: *Settings → General → Network & Disk Space → Compact all folders when it will save over*.',
    ],
    forWhom: 'user',
    cost: 'Minutes for each gigabyte.',
    risk: 'Low in a sound folder; do not interrupt it.',
    confirmedWhen: 'The file holds what is shown.',
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};

/** Told where it explains what is out of step, or where nothing else is wrong; beside another cause it is only a remark. */
function matches(evidence: Evidence) {
  if (troubled(evidence, DAMAGED).length > 0 || isBroken(evidence)) return null;
  const found = troubled(evidence, CODES);
  const ofReplica = found.some(({ folder }) => folder === null);
  const others = judged(evidence).filter((folder) => isOut(folder) && !ofReplica && !isTroubled(folder, CODES));
  if (others.length > 0) return null;
  return matchTroubled(found, (where) => `the store of ${where} still holds messages that were deleted long ago.`);
}
