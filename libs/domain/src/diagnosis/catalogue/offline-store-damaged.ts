import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { mended } from './signs/mended.ts';
import { storeMadeAfter } from './signs/new-store.ts';
import { EXPORT_FIRST, guardWholeStore } from './signs/only-offline.ts';
import { troubled } from './signs/troubles.ts';
import { leadsBecauseItStops } from './signs/worse.ts';
import { NEW_STORE_OF_OUTLOOK, SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['offline-store-damaged'];

export const offlineStoreDamaged: DiagnosisRule = {
  id: 'offline-store-damaged',
  title: 'The offline store is damaged',
  family: 'modern',
  source:
    'KB195875, Damaged Offline Folder, in today’s words; Microsoft Learn, [MS-PST] header and file length; Microsoft Support, Repair Outlook Data Files',
  seen: 'The header of the store, its length or a part of its folders cannot be read; or the store is gone.',
  cause:
    'The file was cut short or overwritten: by a full disk, a crash, a failing disk or an interrupted copy; or its disk is not mounted.',
  twin: 'K11',
  tellApart: {
    'offline-store-in-use': 'A locked store reads well once it is free.',
    'partial-read': 'A part that may not be read, for want of rights, is not damaged.',
    'index-damaged': 'There the file is whole, and only its index is wrong.',
    'offline-deleted': 'Deleted messages leave a store that reads well.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `the offline store of ${where} cannot be read as it should; what it seems to hold cannot be trusted.`,
    ),
  before: (evidence) => leadsBecauseItStops(evidence, CODES),
  fix: {
    guardText: EXPORT_FIRST,
    guard: guardWholeStore,
    steps: [
      'See that the disk of the store is mounted, has room and reports no errors: `df -h {store}`',
      'Close the client and copy the store, as it is, to another disk.',
      'Export what is only offline, if the store still opens.',
      'Rename the damaged store; do not delete it.',
      'Open the client and let it make a new store; with mbsync: `mbsync --create-near --pull -a`',
      'Bring back what was exported, and keep the old store until all counts are equal.',
    ],
    exchangeSteps: [
      'See that the disk of `{store}` is there, has room and reports no errors.',
      'Close Outlook and copy the file, as it is, to another disk.',
      'Export what is only offline, if Outlook still opens it; else try `scanpst.exe` on the copy, never on the only one.',
      NEW_STORE_OF_OUTLOOK,
      SYNCHRONIZE_OUTLOOK,
      'Bring back what was exported, and keep the old file until all counts are equal.',
    ],
    forWhom: 'helpdesk',
    cost: 'Half an hour, and a download of the whole mailbox.',
    risk: 'What exists only offline is lost if it is not exported first.',
    confirmedWhen: 'The store reads well, all folders are in step, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried, CODES),
    failsAfterMs: 3 * 24 * 3_600_000,
    triedByFacts: storeMadeAfter,
  },
};
