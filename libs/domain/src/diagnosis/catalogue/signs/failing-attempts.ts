import type { Evidence, SeenAttempt } from '../../evidence.ts';
import type { EvidencePoint } from '../../rule.ts';
import { count } from '../../../explain/wording.ts';
import { isOut, judged } from './folders.ts';

export type Failure = 'tls' | 'credentials' | 'network';

// In this order: a handshake that times out is of TLS, and a proxy that asks for a password is not the network's.
const SIGNS: readonly (readonly [Failure, RegExp])[] = [
  ['tls', /certificate|x\.?509|handshake|self.signed|\b(tls|ssl)\b/i],
  ['credentials', /authenticat|credential|password|log.?(in|on) (failed|denied|rejected|incorrect)/i],
  [
    'network',
    /unreachable|timed? ?out|refused|no route|(can ?not|could not|unable to) (connect|resolve)|network|getaddrinfo|\bE(CONNREFUSED|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|CONNRESET)\b/i,
  ],
];

export function failureOf({ error, outcome }: SeenAttempt): Failure | null {
  if (outcome === 'succeeded' || error === undefined) return null;
  return SIGNS.find(([, sign]) => sign.test(error))?.[0] ?? null;
}

// One attempt may fail by chance. It counts once the replica is out of step for it, or when it goes on failing.
const FAILURES_THAT_SAY = 3;
/** Nobody has tried for a day: a train, a wrong key. What is wrong now is that nobody tries. */
const SAYS_NOTHING_OF_TODAY_MS = 24 * 3_600_000;

/** The newest attempts, if all since the last completed sync failed in this way; none where they say too little. */
export function failingAttempts(evidence: Evidence, failure: Failure): readonly SeenAttempt[] {
  const { attempts, lastSyncAt } = evidence;
  const end = attempts.findIndex(({ outcome }) => outcome === 'succeeded');
  const failed = attempts.slice(0, end < 0 ? undefined : end);
  const newest = failed[0];
  if (newest === undefined || failureOf(newest) !== failure) return [];
  if (lastSyncAt !== null && lastSyncAt > newest.seenAt) return [];
  if (evidence.now - newest.seenAt > SAYS_NOTHING_OF_TODAY_MS) return [];

  const alike = failed.filter((attempt) => failureOf(attempt) === failure);
  const out = judged(evidence).some((folder) => isOut(folder, evidence));
  return out || alike.length >= FAILURES_THAT_SAY ? alike : [];
}

export function attemptPoints(attempts: readonly SeenAttempt[]): EvidencePoint[] {
  const newest = attempts[0];
  if (newest === undefined) return [];
  const error = newest.error === undefined ? '' : `: ${newest.error}`;
  return [
    {
      text: `${count(attempts.length, 'attempt')} in a row failed${error}`,
      at: newest.seenAt,
      position: newest.position,
      values: { attempts: attempts.length, outcome: newest.outcome },
    },
  ];
}
