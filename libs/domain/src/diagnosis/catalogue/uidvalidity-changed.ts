import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { passed } from './signs/mended.ts';
import { EXPORT_FIRST, guardOnlyOffline } from './signs/only-offline.ts';
import { troubled } from './signs/troubles.ts';
import { leadsBecauseItStops } from './signs/worse.ts';
import { FETCH_FOLDER_ANEW } from './signs/outlook-steps.ts';
import { IN_THUNDERBIRD_INSTEAD } from './signs/thunderbird-steps.ts';

const CODES = ['uidvalidity-changed'];

export const uidvalidityChanged: DiagnosisRule = {
  id: 'uidvalidity-changed',
  title: 'The server copy was replaced',
  family: 'modern',
  source: 'RFC 9051 and RFC 3501, 2.3.1.1 UIDVALIDITY; RFC 4549, 4; mbsync(1), on UID validity changes',
  seen: 'One folder, or every folder, refuses at once to synchronize. Its UIDVALIDITY, the number by which a server says that a folder is still the same one, is not what it was at the last sync.',
  cause:
    'The folder was deleted and made again, restored from a backup, or moved to another server: its messages have new numbers.',
  tellApart: {
    'sync-state-damaged': 'Here the state is whole and the server’s number is another; a damaged state cannot be read.',
    'mailbox-moved': 'If the name of the server changed as well and all folders stand still, the mailbox was moved.',
    duplicates: 'Copies are what comes of deleting the state while the messages are left here.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) =>
        `the server’s copy of ${where} is not the one that was synchronized before: its UIDVALIDITY changed, and the sync refuses.`,
    ),
  before: (evidence) => leadsBecauseItStops(evidence, CODES),
  fix: {
    guardText: EXPORT_FIRST,
    guard: (evidence, match) => guardOnlyOffline(evidence, match),
    steps: [
      'On the server, see that the folder holds all it should; with Dovecot: `doveadm mailbox status -u {mailbox} "messages uidvalidity" "{folder}"`',
      'If it was restored from a backup, have what came after that backup restored first; it may be only in the offline copy.',
      'Let no sync run meanwhile; with mbsync stop its timer: `systemctl --user stop mbsync.timer`',
      'Move the offline folder {folder} aside and do not delete it, with its sync state; with mbsync: `.mbsyncstate` in the folder, or its file below `~/.mbsync/`.',
      'Fetch it anew; with mbsync: `mbsync --create-near --pull -a`',
      'Compare the counts, and copy messages that only the folder set aside has into the new one.',
      'Let syncs run again; with mbsync: `systemctl --user start mbsync.timer`',
      IN_THUNDERBIRD_INSTEAD,
    ],
    exchangeSteps: [
      'See in webmail that the folder holds all it should.',
      'If it was restored from a backup, have what came after that backup restored first; it may be only in the offline copy.',
      ...FETCH_FOLDER_ANEW,
    ],
    forWhom: 'helpdesk',
    cost: 'A download of each folder that refuses.',
    risk: 'If only the sync state is removed and the messages are left, a sync in both directions doubles all of them.',
    confirmedWhen: 'The folder no longer refuses, and a sync completes.',
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
    failsAfterMs: 2 * 24 * 3_600_000,
  },
};
