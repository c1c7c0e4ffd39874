import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, number } from '../../explain/wording.ts';
import { fellOffline, wasRemovedOffline } from './signs/differences.ts';
import { declares, lacking, type Lacking } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { mended } from './signs/mended.ts';
import { namesOf } from './signs/naming.ts';
import { guardOnlyOffline } from './signs/only-offline.ts';

export const offlineDeleted: DiagnosisRule = {
  id: 'offline-deleted',
  title: 'Messages were removed offline',
  family: 'modern',
  source: 'mbsync(1), Sync Pull, Delete and Expunge: what was propagated once is not fetched again',
  seen: 'The offline count fell and the server’s did not; syncs complete, and the difference does not heal.',
  cause:
    'Messages were removed from the offline copy, and the sync only pulls: it neither tells the server nor fetches them again.',
  tellApart: {
    'message-rejected':
      'Here the offline count fell; a message that is rejected came to the server and never was offline.',
    'cache-window': 'A window that was narrowed just then looks alike: see whether what is missing is just the oldest.',
    'hidden-items': 'Here the offline count fell; hidden items never were offline.',
    'offline-store-damaged': 'If nobody removed anything, look at the store: a damaged one loses items too.',
  },
  matches,
  fix: {
    guardText:
      'The offline folder is set aside and fetched anew. Messages that are only in the copy set aside must be brought back from there.',
    guard: (evidence, match) => guardOnlyOffline(evidence, match),
    steps: [
      'Ask whether the messages were removed on purpose. If so, delete them on the server too, or accept the difference here.',
      'If not, stop the timer, so that no sync runs meanwhile: `systemctl --user stop mbsync.timer`',
      'Move the whole offline folder {folder} aside and do not delete it, with its sync state: `.mbsyncstate` in the folder, or its file below `~/.mbsync/`.',
      'Pull it anew: `mbsync --pull --create-near -a`',
      'Compare the counts, and copy what exists only in the folder set aside into the new one.',
      'Start the timer again: `systemctl --user start mbsync.timer`',
      'If deletions are to travel to the server from now on, use `Sync All` and `Expunge Both` in the channel.',
    ],
    forWhom: 'user',
    cost: 'A download of the folder.',
    risk: 'Low: the server keeps all of it. Moving the folder without its state, or the state without the folder, would delete or double messages.',
    confirmedWhen: 'The counts of the folder are equal, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried),
  },
};

function matches(evidence: Evidence): Match | null {
  const { storeId } = evidence.changes;
  const folders = lacking(evidence).filter((one) => fell(one));
  // A new store starts empty: what it lacks was not removed by anybody.
  const removed = folders.filter(
    ({ folder }) => storeId === null || storeId.at < folder.differs!.since - SAME_REPORTS_MS,
  );
  return matchFolders(
    removed.map(({ folder }) => folder),
    describe,
  );
}

const SAME_REPORTS_MS = 3_600_000;

const fell = ({ folder, items }: Lacking) =>
  wasRemovedOffline(folder, items) && !declares(folder, 'window', 'max-messages');

function describe(folders: readonly FolderEvidence[]): string {
  const items = folders.reduce((sum, { difference }) => sum + (difference ?? 0), 0);
  const fallen = folders.reduce((sum, folder) => sum + fellOffline(folder), 0);
  return `${namesOf(folders.map(({ path }) => path)).replace(/^the /, 'The ')} fell by ${number(fallen)} offline while the server did not, and ${count(items, 'item')} are missing although syncs complete since.`;
}
