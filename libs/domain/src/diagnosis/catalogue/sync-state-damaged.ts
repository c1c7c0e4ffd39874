import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, duration } from '../../explain/wording.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { mended } from './signs/mended.ts';
import { capital, namesOf } from './signs/naming.ts';
import { guardOnlyOffline } from './signs/only-offline.ts';
import { isBroken, troubled } from './signs/troubles.ts';
import { leadsBecauseItStops } from './signs/worse.ts';
import { judged } from './signs/folders.ts';
import { isTooLarge, MANY_FOLDERS } from './signs/limits.ts';
import { lateFolders } from './signs/late.ts';
import { hasOnlyHeaders, lacking } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { dateOf } from './signs/points.ts';
import { fellOffline, itemsCome } from './signs/differences.ts';
import { FETCH_FOLDER_ANEW, READ_ERRORS_OF_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['sync-state-damaged'];

export const syncStateDamaged: DiagnosisRule = {
  id: 'sync-state-damaged',
  title: 'The sync state is damaged',
  family: 'modern',
  source: 'mbsync(1), SyncState and the state files',
  seen: 'One folder is stuck while the others go on; its sync state cannot be read, or is gone.',
  cause:
    'The file in which the client remembers what it has synchronized was cut short, edited or deleted: by a full disk, a crash, or by hand.',
  tellApart: {
    'uidvalidity-changed': 'There the state reads well, and the server’s number is another.',
    'sync-interrupted': 'A journal left behind is taken up by the next run; a damaged state stops it.',
    'message-rejected': 'Where later mail comes through, the state is well.',
    duplicates: 'Copies are what comes of deleting the state while the messages are left here.',
    'not-synchronizing': 'Where most folders are left behind, nothing runs; here one is stuck while the others go on.',
    'too-large': 'If the folder that is stuck is a very large one, its size may be the reason.',
  },
  matches: (evidence) => byCode(evidence) ?? stuckAlone(evidence),
  before: (evidence) => leadsBecauseItStops(evidence, CODES),
  fix: {
    guardText:
      'Never delete the state alone while the messages are left: a sync in both directions would then double them on both sides.',
    guard: (evidence, match) =>
      guardOnlyOffline(evidence, match) ??
      (evidence.exchangeType
        ? null
        : {
            text: 'Set the folder aside together with its state. With the state alone gone, a sync in both directions doubles all its messages.',
            items: null,
            folders: match.folders,
          }),
    steps: [
      'Run a sync and read what it says of {folder}; with mbsync: `mbsync -V -a`',
      'See that the disk has room: `df -h`',
      'Let no sync run meanwhile; with mbsync stop its timer: `systemctl --user stop mbsync.timer`',
      'Move the offline folder {folder} aside and do not delete it, with its sync state; with mbsync: `.mbsyncstate` in the folder, or its file below `~/.mbsync/`.',
      'Fetch it anew, in one direction only; with mbsync: `mbsync --create-near --pull -a`',
      'Compare the counts, and copy messages that only the folder set aside has into the new one.',
      'Let syncs run again; with mbsync: `systemctl --user start mbsync.timer`',
    ],
    exchangeSteps: [READ_ERRORS_OF_OUTLOOK, 'See that the disk has room.', ...FETCH_FOLDER_ANEW],
    forWhom: 'helpdesk',
    cost: 'A download of the folder.',
    risk: 'Duplicates on both sides if the messages stay while the state goes.',
    confirmedWhen: 'The state reads well, the folder is in step, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried, [...CODES, 'duplicates']),
    failsAfterMs: 2 * 24 * 3_600_000,
  },
};

const byCode = (evidence: Evidence) =>
  matchTroubled(
    troubled(evidence, CODES),
    (where) => `the sync state of ${where} cannot be read, so the client does not know what it has synchronized.`,
  );

/** Without a word from the state itself: a few folders stand still while most others are reached by syncs. */
function stuckAlone(evidence: Evidence): Match | null {
  // Of a replica of the Exchange type K11 says it.
  if (evidence.exchangeType || isBroken(evidence) || judged(evidence).length > MANY_FOLDERS) return null;
  const found = lateFolders(evidence);
  const left =
    found !== null && found.fresh.length > found.late.length
      ? found.late.filter((folder) => !itemsCome(folder, evidence.now))
      : [];
  const deaf = lacking(evidence).filter((one) => !one.small && !one.fromTheFirst && isDeaf(one.folder));
  const bare = lacking(evidence).filter((one) => hasOnlyHeaders(one, evidence));
  const folders = [...new Set([...left, ...deaf.map(({ folder }) => folder)])].filter(
    (folder) => !isTooLarge(folder) && folder.because === null && !bare.some((one) => one.folder === folder),
  );
  if (folders.length === 0 || folders.length * 2 > judged(evidence).length) return null;
  const others = judged(evidence).filter((folder) => !folders.includes(folder));
  return matchFolders(folders, (all) => describe(all, others.length, evidence), others.slice(0, 1).map(dateOf));
}

/** Its date goes on, and of all that the server got since, nothing came. */
function isDeaf(folder: FolderEvidence): boolean {
  const { differs } = folder;
  if (differs === null || differs.syncs < 2 || fellOffline(folder) > 0) return false;
  return differs.offlineUp + differs.offlineDown === 0 && differs.serverUp > 0;
}

function describe(folders: readonly FolderEvidence[], others: number, { now }: Evidence): string {
  const items = folders.reduce((sum, { difference }) => sum + Math.abs(difference ?? 0), 0);
  const since = Math.min(
    // A date that goes on although nothing comes says nothing of how long the folder stands still.
    ...folders.map(({ differs, lastSynchronizedAt }) =>
      Math.min(lastSynchronizedAt ?? differs?.since ?? now, differs?.since ?? now),
    ),
  );
  const differ = items === 0 ? '' : `, and ${count(items, 'item')} differ`;
  return `${capital(namesOf(folders.map(({ path }) => path)))} stood still for ${duration(now - since)}${differ}, while ${count(others, 'other folder')} synchronized: its own sync state is the probable cause.`;
}
