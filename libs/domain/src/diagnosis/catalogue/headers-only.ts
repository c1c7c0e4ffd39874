import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, number } from '../../explain/wording.ts';
import { hasOnlyHeaders, lacking } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { settled } from './signs/mended.ts';
import { namesOf } from './signs/naming.ts';
import { isTroubled, troubled } from './signs/troubles.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['headers-only'];

export const headersOnly: DiagnosisRule = {
  id: 'headers-only',
  title: 'Only headers are kept offline',
  family: 'modern',
  source: 'Thunderbird Help, IMAP Synchronization; account settings, Synchronization & Storage',
  seen: 'The client lists all messages of a folder, and most of their bodies are not on the device.',
  cause:
    'The folder is not selected for offline use, or only the newest days are: a message is fetched when it is opened, and not before.',
  tellApart: {
    'cache-window': 'With a window new mail is kept in full; with headers only, nothing new is.',
    'index-damaged': 'A damaged index shows wrong messages or none; here all are listed, and bodies are missing.',
  },
  matches,
  fix: {
    steps: [
      'Open *Account Settings → Synchronization & Storage* in Thunderbird, and tick *Keep messages in all folders for this account on this computer*.',
      'Press *Advanced…* there, and tick {folder}.',
      'Under *Disk Space* choose *Synchronize all messages locally*, or as many days as are wanted.',
      'Right-click {folder}, choose *Properties → Synchronization* and press *Download Now*.',
      'If headers are enough for this folder, accept the difference here.',
    ],
    exchangeSteps: [
      'In Outlook choose *Send/Receive → Download Preferences → Download Full Items*.',
      'Take the tick away there from *On Slow Connections Download Only Headers*, if the line of {device} is taken for a slow one.',
      SYNCHRONIZE_OUTLOOK,
      'If headers are enough for this folder, accept the difference here.',
    ],
    forWhom: 'user',
    cost: 'Five minutes, and a download.',
    risk: 'None; it needs room on the disk.',
    confirmedWhen: 'The folder holds what the server has, or the difference is accepted.',
    confirmed: (evidence, tried) => settled(evidence, tried) && troubled(evidence, CODES).length === 0,
  },
};

/** By its numbers, or because the agent says so: headers may be counted as items, and then the counts are equal. */
function matches(evidence: Evidence): Match | null {
  const byNumbers = matchFolders(
    lacking(evidence)
      .filter((one) => hasOnlyHeaders(one, evidence) && !isTroubled(one.folder, CODES))
      .map(({ folder }) => folder),
    describe,
  );
  const byCode = matchTroubled(
    troubled(evidence, CODES),
    (where) => `of ${where} only headers are kept on the device, and bodies are missing.`,
  );
  if (byNumbers === null || byCode === null) return byNumbers ?? byCode;
  return {
    ...byNumbers,
    since: Math.min(byNumbers.since, byCode.since),
    folders: byCode.folders.length === 0 ? [] : [...byCode.folders, ...byNumbers.folders],
    points: [...byCode.points, ...byNumbers.points],
  };
}

function describe(folders: readonly FolderEvidence[]): string {
  const server = folders.reduce((sum, { serverItems }) => sum + (serverItems ?? 0), 0);
  const offline = folders.reduce((sum, { offlineItems }) => sum + (offlineItems ?? 0), 0);
  return `Of ${count(server, 'message')} in ${namesOf(folders.map(({ path }) => path))} only ${number(offline)} are on the device in full; of the others it knows the headers.`;
}
