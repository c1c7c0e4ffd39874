import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, number } from '../../explain/wording.ts';
import { fellOnServer, isShrinking, synchronizedSince } from './signs/differences.ts';
import { isMismatched, isStale, judged } from './signs/folders.ts';
import { declares } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { mended } from './signs/mended.ts';
import { capital, namesOf } from './signs/naming.ts';
import { EXPORT_FIRST, guardOnlyOffline } from './signs/only-offline.ts';
import { isBroken, speaksForItself } from './signs/troubles.ts';

/** The mirror of `offline-deleted`. Of a replica of the Exchange type K11 says it: there, nothing but damage keeps a removal from arriving. */
export const serverDeleted: DiagnosisRule = {
  id: 'server-deleted',
  title: 'Messages were removed on the server and are kept offline',
  family: 'modern',
  source: 'mbsync(1), Sync, Remove and Expunge: by itself a channel removes nothing on the other side',
  seen: 'The server’s count fell and the offline one did not; syncs complete, and the offline side goes on holding more.',
  cause:
    'Somebody or something removed messages on the server: a person, another device, a rule, or a restore of an older state. The sync here is not set to remove them offline as well.',
  tellApart: {
    'offline-deleted': 'There the offline side lost messages; here the server did.',
    'uidvalidity-changed': 'After a restore the server may count anew; then the folder refuses to synchronize.',
    'server-folder-missing': 'There the whole folder is gone from the server; here part of what is in it.',
    duplicates: 'There the offline side grew to twice as many; here it stayed as it was, and the server fell.',
    'never-compacted': 'There the surplus are deleted messages that nobody sees; here they are shown.',
    'not-synchronizing': 'There no sync completes; here they do, and leave the surplus where it is.',
    'sync-state-damaged': 'If new mail does not come through either, look at the state of the sync.',
  },
  matches,
  fix: {
    guardText: EXPORT_FIRST,
    guard: (evidence, match) => guardOnlyOffline(evidence, match),
    steps: [
      'Ask whether the messages were removed on the server on purpose, and look at what was done there at the time named above: rules, other devices, a restore.',
      'Make a copy of the offline folder {folder} first; until it is known, it is the only place that has them.',
      'If they were removed by mistake, copy them back to the server from the offline folder, and synchronize; with mbsync: `mbsync -a`',
      'If they were removed on purpose and need not be kept here, let removals travel; with mbsync: `Remove Near` and `Expunge Near` in the channel; then run `mbsync -a`',
      'If they are to be kept here on purpose, as in an archive, accept the difference here.',
    ],
    forWhom: 'user',
    cost: 'A quarter of an hour.',
    risk: 'What is only offline is lost for good if the offline folder is emptied, or fetched anew, before it is exported.',
    confirmedWhen: 'The counts of the folder are equal or the difference is accepted, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried),
  },
};

function matches(evidence: Evidence): Match | null {
  if (evidence.exchangeType || isBroken(evidence)) return null;
  return matchFolders(
    judged(evidence).filter((folder) => keepsWhatWasRemoved(folder, evidence)),
    describe,
  );
}

const HOUR_MS = 3_600_000;

function keepsWhatWasRemoved(folder: FolderEvidence, evidence: Evidence): boolean {
  const { difference, differs } = folder;
  if (difference === null || difference >= 0 || differs === null || !isMismatched(folder)) return false;
  if (speaksForItself(folder) || declares(folder, 'window', 'max-messages')) return false;
  if (isStale(folder, evidence) || isShrinking(folder, evidence.now) || !synchronizedSince(folder, evidence))
    return false;
  return evidence.now - differs.since >= HOUR_MS && fellOnServer(folder) * 2 > -difference;
}

function describe(folders: readonly FolderEvidence[]): string {
  const surplus = folders.reduce((sum, { difference }) => sum - (difference ?? 0), 0);
  const fallen = folders.reduce((sum, folder) => sum + fellOnServer(folder), 0);
  return `${capital(namesOf(folders.map(({ path }) => path)))} fell by ${number(fallen)} on the server while the offline side did not, and ${count(surplus, 'item')} ${surplus === 1 ? 'is' : 'are'} only offline although syncs complete since.`;
}
