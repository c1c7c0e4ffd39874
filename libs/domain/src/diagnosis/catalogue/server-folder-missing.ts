import type { Evidence } from '../evidence.ts';
import type { DiagnosisRule } from '../rule.ts';
import { isLocalByNature } from './signs/local-by-nature.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { heardSince } from './signs/mended.ts';
import { EXPORT_FIRST, guardOnlyOffline } from './signs/only-offline.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['server-folder-missing'];

export const serverFolderMissing: DiagnosisRule = {
  id: 'server-folder-missing',
  title: 'An offline folder is gone from the server',
  family: 'modern',
  source: 'mbsync(1), Remove and Create; RFC 9051, 6.3.5 DELETE and 6.3.6 RENAME',
  seen: 'A folder is offline, and the server has none of that name.',
  cause: 'It was deleted or renamed on the server, from another device or by a rule of retention.',
  tellApart: {
    'offline-folder-missing':
      'If another folder of as many items is missing offline, it was renamed rather than deleted.',
    'local-only-folder': 'Some folders never have a side on the server; this one had.',
    'mailbox-moved': 'If every folder is missing at once, the mailbox is another one.',
  },
  matches: (evidence) =>
    matchTroubled(
      found(evidence),
      (where) => `the server no longer has ${where}; what is offline may be the only copy.`,
    ),
  fix: {
    guardText: EXPORT_FIRST,
    guard: (evidence, match) => guardOnlyOffline(evidence, match),
    steps: [
      'Look for the folder in webmail: under another name, below another folder, in the trash.',
      'Ask who uses the mailbox whether it was deleted or renamed on purpose.',
      'If it was renamed, let the client fetch it under its new name, and then remove the old offline copy.',
      'If it was deleted by mistake, restore it on the server.',
      'If it cannot be restored there, upload the offline copy; with mbsync move its sync state aside, then: `mbsync --create-far --push <channel>:{folder}`',
      'If it was deleted on purpose, keep a copy of what is still wanted and remove the offline folder.',
    ],
    exchangeSteps: [
      'In Outlook choose *Send/Receive → Work Offline* first, so that the offline copy stays.',
      'Look for the folder in webmail: under another name, below another folder, in the trash, in *Recover deleted items*.',
      'Ask who uses the mailbox whether it was deleted or renamed on purpose.',
      'If it was deleted by mistake, restore it on the server; what cannot be restored is in the export made first, to be imported again.',
      'If it was deleted on purpose, keep the export of what is still wanted.',
      'Choose *Work Offline* again, so that Outlook is online, and let it synchronize: it takes over what the server has.',
    ],
    forWhom: 'user',
    cost: 'Ten minutes.',
    risk: 'Removing the offline folder removes what may be the last copy: look before.',
    confirmedWhen: 'Each folder is on both sides again, or on neither.',
    confirmed: (evidence, tried) => heardSince(evidence, tried) && found(evidence).length === 0,
  },
};

const found = (evidence: Evidence) =>
  troubled(evidence, CODES).filter(({ folder }) => folder === null || !isLocalByNature(folder.path));
