import type { Evidence, SeenAttempt } from '../../evidence.ts';
import type { Match } from '../../rule.ts';
import { failedOf, type Failure } from './attempts.ts';
import { isOut, judged } from './folders.ts';
import { matchTroubled } from './match-troubled.ts';
import { attemptPoints } from './points.ts';
import type { Troubled } from './troubles.ts';

/** A cause that stops every sync: the agent ran into it itself (a trouble code), or the client's attempts fail of it. */
export function matchStopped(
  evidence: Evidence,
  found: readonly Troubled[],
  failure: Failure,
  cause: (where: string) => string,
): Match | null {
  const attempts = goOnFailing(evidence, failure);
  const byTrouble = matchTroubled(found, cause);
  if (byTrouble !== null) return { ...byTrouble, points: [...byTrouble.points, ...attemptPoints(attempts)] };
  if (attempts.length === 0) return null;
  return {
    cause: cause('the replica').replace(/^./, (letter) => letter.toUpperCase()),
    since: Math.min(...attempts.map(({ seenAt }) => seenAt)),
    folders: [],
    points: attemptPoints(attempts),
  };
}

// One attempt may fail by chance. It counts once the replica is out of step for it, or when it goes on failing.
const FAILURES_THAT_SAY = 3;

function goOnFailing(evidence: Evidence, failure: Failure): readonly SeenAttempt[] {
  const failed = failedOf(evidence, failure);
  return failed.length >= FAILURES_THAT_SAY || judged(evidence).some(isOut) ? failed : [];
}
