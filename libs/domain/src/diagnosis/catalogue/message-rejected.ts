import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, duration } from '../../explain/wording.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { mended } from './signs/mended.ts';
import { isTroubled, troubled } from './signs/troubles.ts';
import { matchFolders } from './signs/match-folders.ts';
import { lacking, type Lacking } from './signs/lacking.ts';
import { wasRemovedOffline } from './signs/differences.ts';
import { namesOf } from './signs/naming.ts';
import { READ_ERRORS_OF_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['message-rejected'];

const THEN = [
  'Find the message in webmail: it came at the time when the difference began, and is missing offline.',
  'Open it there. If it cannot be opened either, it is damaged on the server: save what is readable, and delete it.',
  'If it opens, move it to another folder and back: it gets a new number and is fetched anew.',
  'If it is missing again, see what the virus scanner of {device} did at that time, and keep a copy of the message elsewhere.',
];

export const messageRejected: DiagnosisRule = {
  id: 'message-rejected',
  title: 'A message cannot be stored offline',
  family: 'modern',
  source: 'mbsync(1), New and the state file; RFC 9051, 2.3.1.1 and 6.4.4: messages are told apart by their UID',
  seen: 'The server has one item more, or a few, and keeps having them, while syncs complete and later mail comes through.',
  cause:
    'The message is damaged, holds what the store does not take, or a filter on the device removes it; it is passed over each time.',
  tellApart: {
    'hidden-items':
      'A rejected message came with new mail, later than the first report; hidden items were there before.',
    'offline-deleted': 'A rejected message never was offline: the offline count did not fall when the difference came.',
    'size-limit': 'With a size limit each large message is missing; here one is, of whatever size.',
    'sync-state-damaged': 'Here later mail comes through; with a damaged state nothing does.',
  },
  matches,
  fix: {
    steps: ['Run a sync by hand and read what it says of {folder}; with mbsync: `mbsync -V -a`', ...THEN],
    exchangeSteps: [READ_ERRORS_OF_OUTLOOK, ...THEN],
    forWhom: 'helpdesk',
    cost: 'Fifteen minutes.',
    risk: 'Deleting it on the server removes the only copy: save it first.',
    confirmedWhen: 'The counts of the folder are equal, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried, CODES),
  },
};

function matches(evidence: Evidence): Match | null {
  const found = troubled(evidence, CODES);
  const byCode = matchTroubled(
    found,
    (where) => `messages of ${where} were fetched and could not be stored offline; they are not tried again.`,
  );
  const byNumbers = matchFolders(
    lacking(evidence)
      .filter((one) => cameWithNewMail(one))
      .map(({ folder }) => folder),
    (folders) => describe(folders, evidence),
  );
  if (byCode === null || byNumbers === null) return byCode ?? byNumbers;
  return {
    ...byCode,
    since: Math.min(byCode.since, byNumbers.since),
    folders: byCode.folders.length === 0 ? [] : [...new Set([...byCode.folders, ...byNumbers.folders])],
    points: [...byCode.points, ...byNumbers.points],
  };
}

/** It came while the server rose and the offline side did not fall, is small, and stays though later syncs complete. */
function cameWithNewMail({ folder, items, small, fromTheFirst }: Lacking): boolean {
  const { differs } = folder;
  if (!small || fromTheFirst || differs?.before == null || folder.because !== null) return false;
  if (isTroubled(folder, ['size-limit'])) return false;
  const rose = differs.began.serverItems - differs.before.serverItems + differs.serverUp;
  return rose >= items && !wasRemovedOffline(folder, items);
}

function describe(folders: readonly FolderEvidence[], { now }: Evidence): string {
  const items = folders.reduce((sum, { difference }) => sum + (difference ?? 0), 0);
  const since = Math.min(...folders.map(({ differs }) => differs!.since));
  const names = namesOf(folders.map(({ path }) => path));
  return `${count(items, 'item')} that came to ${names} ${duration(now - since)} ago ${items === 1 ? 'is' : 'are'} still missing offline, though syncs complete and the rest is there: it cannot be stored.`;
}
