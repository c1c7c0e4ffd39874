import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { number } from '../../explain/wording.ts';
import { matchFolders } from './signs/match-folders.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { mended } from './signs/mended.ts';
import { capital, nameOf, namesOf } from './signs/naming.ts';
import { speaksForItself, troubled } from './signs/troubles.ts';
import { leadsBecauseItStops } from './signs/worse.ts';
import { isMismatched } from './signs/folders.ts';
import { FETCH_FOLDER_ANEW } from './signs/outlook-steps.ts';

const CODES = ['duplicates'];
// A folder of a few items doubles by chance.
const FEW = 20;

export const duplicates: DiagnosisRule = {
  id: 'duplicates',
  title: 'All was synchronized a second time',
  family: 'modern',
  source: 'mbsync(1), SyncState; doveadm-deduplicate(1)',
  seen: 'The counts are equal and about twice what they were, and many Message-IDs occur twice; pulled only, the offline side alone is doubled.',
  cause:
    'The sync state was deleted while the messages were left: the next sync took all of them for new, in both directions.',
  tellApart: {
    'sync-state-damaged': 'A damaged state stops the folder; a deleted one lets it run, and doubles it.',
    'uidvalidity-changed': 'There the sync refuses and doubles nothing, until somebody removes the state.',
    'never-compacted': 'There the surplus are deleted messages that nobody sees; copies are shown.',
  },
  matches,
  before: (evidence) => leadsBecauseItStops(evidence, CODES),
  fix: {
    guardText:
      'Copy the folder before copies are removed: a message without a Message-ID, or two that share one by mistake, may be taken for copies.',
    guard: (_evidence, { folders }) => ({
      text: 'Copy the folder on the server before anything is removed: messages that share a Message-ID by mistake are taken for copies.',
      items: null,
      folders,
    }),
    steps: [
      'Let no client of this mailbox synchronize, on {device} or elsewhere; with mbsync stop its timer: `systemctl --user stop mbsync.timer`',
      'If the server’s count has doubled too, make a folder for a copy there; with Dovecot: `doveadm mailbox create -u {mailbox} "{folder}-copy"`',
      'Copy the folder into it; with Dovecot: `doveadm copy -u {mailbox} "{folder}-copy" mailbox "{folder}" all`',
      'Remove what is there twice on the server; the oldest of each is kept; with Dovecot: `doveadm deduplicate -u {mailbox} -m mailbox "{folder}"`',
      'Move the offline folder aside and do not delete it; with mbsync its sync state too: `.mbsyncstate` in the folder, or its file below `~/.mbsync/`.',
      'Fetch it anew, in one direction only; with mbsync: `mbsync --create-near --pull -a`',
      'Compare the counts with those of before; when they are right, remove the copies that were set aside.',
      'Let the clients synchronize again; with mbsync start the timers: `systemctl --user start mbsync.timer`',
    ],
    exchangeSteps: [
      'In Outlook on {device} and on every other device with this mailbox, choose *Send/Receive → Work Offline*.',
      'If the server’s count has doubled too, copy {folder} there by webmail, under another name.',
      'Have what is there twice removed on the server, by a tool that compares Message-IDs and keeps the oldest of each.',
      'Keep what is offline as well: *File → Open & Export → Import/Export → Export to a file*, {folder}.',
      'Choose *Work Offline* again, so that Outlook is online.',
      ...FETCH_FOLDER_ANEW,
      'Compare the counts with those of before; when they are right, remove the copies that were set aside.',
    ],
    forWhom: 'administrator',
    cost: 'Half an hour, and a download of the folder.',
    risk: 'Messages are removed on the server: with the wrong folder or without a copy they are gone.',
    confirmedWhen: 'No copies are found any more, the counts are equal, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried, CODES),
    failsAfterMs: 2 * 24 * 3_600_000,
  },
};

function matches(evidence: Evidence): Match | null {
  const found = troubled(evidence, CODES);
  if (found.length === 0) return matchFolders(evidence.folders.filter(hasDoubled), describe);

  const byCode = matchTroubled(
    found,
    (where) => `many messages of ${where} are there twice: equal counts are wrong counts here.`,
  )!;
  const grown = found.flatMap(({ folder }) => (folder?.first == null || folder.offlineItems === null ? [] : [folder]));
  return { ...byCode, points: [...byCode.points, ...grown.slice(0, 4).map(growthOf)] };
}

function growthOf({ path, first, offlineItems, serverItems, position }: FolderEvidence) {
  return {
    text: `${capital(nameOf(path))}: ${number(first!.offlineItems)} items offline when first counted, ${number(offlineItems!)} now`,
    at: first!.at,
    position,
    folder: path,
    values: { first: first!.offlineItems, offlineItems, serverItems },
  };
}

/** Pulled only: the offline side jumped to twice what the server has, from about as many. */
function hasDoubled(folder: FolderEvidence): boolean {
  const { serverItems, offlineItems, differs, difference } = folder;
  if (!isMismatched(folder) || speaksForItself(folder) || serverItems === null || offlineItems === null) return false;
  if (serverItems < FEW || difference === null || difference >= 0 || differs?.before == null) return false;
  const { before } = differs;
  const wasEqual = Math.abs(before.serverItems - before.offlineItems) <= 0.1 * before.serverItems;
  const isTwice = offlineItems >= 1.8 * serverItems && offlineItems <= 2.2 * serverItems;
  return wasEqual && isTwice && serverItems >= 0.8 * before.serverItems && jumped(folder, -difference);
}

// Whoever fetches all a second time fetches many at once; what comes a few an hour for days is something else.
const AT_ONCE = 0.2;

function jumped({ differs }: FolderEvidence, surplus: number): boolean {
  const { before, began, leap } = differs!;
  return Math.max(leap, began.offlineItems - before!.offlineItems) >= AT_ONCE * surplus;
}

function describe(folders: readonly FolderEvidence[]): string {
  const offline = folders.reduce((sum, { offlineItems }) => sum + (offlineItems ?? 0), 0);
  const server = folders.reduce((sum, { serverItems }) => sum + (serverItems ?? 0), 0);
  return `${capital(namesOf(folders.map(({ path }) => path)))} holds ${number(offline)} items offline, about twice the server’s ${number(server)}: all was fetched a second time.`;
}
