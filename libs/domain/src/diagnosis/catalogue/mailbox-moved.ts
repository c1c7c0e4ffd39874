import type { Evidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { duration } from '../../explain/wording.ts';
import { isOut, judged } from './signs/folders.ts';
import { mended } from './signs/mended.ts';
import { frozenSinceServerChange } from './signs/moved.ts';
import { storeMadeAfter } from './signs/new-store.ts';
import { EXPORT_FIRST, guardOnlyOffline } from './signs/only-offline.ts';
import { countsOf } from './signs/points.ts';

export const mailboxMoved: DiagnosisRule = {
  id: 'mailbox-moved',
  title: 'The mailbox was moved to another server',
  family: 'modern',
  source:
    'KB195875, the note on a moved .ost, in today’s words; Microsoft Support, an .ost is bound to the profile and mailbox it was made for',
  seen: 'All stands still since the server became another, after a mailbox was moved or restored.',
  cause:
    'The offline store is paired with the mailbox on the old server; with the new one it has nothing in common, whatever it holds.',
  twin: 'K7',
  tellApart: {
    'uidvalidity-changed': 'There the server is the same, and its folders were replaced.',
    'server-unreachable': 'Here the new server answers, and the store does not fit it.',
    'not-synchronizing': 'Here it stopped just when the server changed.',
  },
  matches,
  fix: {
    guardText: EXPORT_FIRST,
    guard: (evidence, match) => guardOnlyOffline(evidence, match),
    steps: [
      'Ask the administrator whether {mailbox} was moved or restored, and when; now it is on {server}.',
      'Compare the counts of the new server with what is offline, folder by folder.',
      'Close the client, and make a new profile or account for {mailbox} with a new, empty store.',
      'Let it synchronize in full; with mbsync: `mbsync --create-near --pull -a`',
      'Keep the old store until the counts are equal, and bring over what only it has.',
    ],
    forWhom: 'helpdesk',
    cost: 'Half an hour, and a download of the whole mailbox.',
    risk: 'Low as long as the old store is kept, and is not paired with the new server: that could delete or double messages on either side.',
    confirmedWhen: 'A new store is in use, syncs complete, and all folders are in step.',
    confirmed: (evidence, tried) => mended(evidence, tried),
    failsAfterMs: 3 * 24 * 3_600_000,
    triedByFacts: storeMadeAfter,
  },
};

function matches(evidence: Evidence): Match | null {
  // Of a replica of the Exchange type K7 says it.
  const change = evidence.exchangeType ? null : frozenSinceServerChange(evidence);
  if (change === null) return null;
  const out = judged(evidence).filter((folder) => isOut(folder) || folder.status === 'unknown');
  if (out.length === 0) return null;

  const { now } = evidence;
  const { from, to, at, position } = change;
  return {
    cause: `The server became ${to} instead of ${from} ${duration(now - at)} ago, and nothing has synchronized since: the mailbox was moved, and the offline store belongs to the old one.`,
    since: at,
    folders: [],
    points: [
      { text: `The server changed from ${from} to ${to}`, at, position, values: { from, to } },
      ...out.slice(0, 4).map(countsOf),
    ],
  };
}
