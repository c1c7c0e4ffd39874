import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, number } from '../../explain/wording.ts';
import { fellOffline, wasRemovedOffline } from './signs/differences.ts';
import { declares, lacking, type Lacking } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { mended } from './signs/mended.ts';
import { namesOf } from './signs/naming.ts';
import { guardOnlyOffline } from './signs/only-offline.ts';
import { FETCH_FOLDER_ANEW } from './signs/outlook-steps.ts';
import { IN_THUNDERBIRD_INSTEAD } from './signs/thunderbird-steps.ts';

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
      'The offline copy of the folder is given up and fetched anew. Messages that are only there must be exported first, or brought back from the copy set aside.',
    guard: (evidence, match) => guardOnlyOffline(evidence, match),
    steps: [
      'Ask whether the messages were removed on purpose. If so, delete them on the server too, or accept the difference here.',
      'If not, let no sync run meanwhile; with mbsync stop its timer: `systemctl --user stop mbsync.timer`',
      'Move the whole offline folder {folder} aside and do not delete it, with its sync state; with mbsync: `.mbsyncstate` in the folder, or its file below `~/.mbsync/`.',
      'Fetch it anew; with mbsync: `mbsync --pull --create-near -a`',
      'Compare the counts, and copy what exists only in the folder set aside into the new one.',
      'Let syncs run again; with mbsync: `systemctl --user start mbsync.timer`',
      'If deletions are to travel to the server from now on, with mbsync put `Sync All` and `Expunge Both` into the channel.',
      IN_THUNDERBIRD_INSTEAD,
    ],
    exchangeSteps: [
      'Ask whether the messages were removed on purpose. If so, delete them on the server too, by webmail, or accept the difference here.',
      'If not, see that no filter hides them: *View → Reset View*, and *All* above the list.',
      ...FETCH_FOLDER_ANEW,
    ],
    forWhom: 'user',
    cost: 'A download of the folder.',
    risk: 'Low: the server keeps all of it. A folder moved without its sync state, or the state without the folder, would delete or double messages.',
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
