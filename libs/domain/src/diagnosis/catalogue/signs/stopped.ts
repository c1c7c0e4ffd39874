import type { Evidence } from '../../evidence.ts';
import type { Match } from '../../rule.ts';
import { type Failure, attemptPoints, failingAttempts } from './failing-attempts.ts';
import { type Troubled, matchTroubled } from './troubled.ts';

/** A cause that stops every sync: the agent ran into it itself (a trouble code), or the client's attempts fail of it. */
export function matchStopped(
  evidence: Evidence,
  found: readonly Troubled[],
  failure: Failure,
  cause: (where: string) => string,
): Match | null {
  const attempts = failingAttempts(evidence, failure);
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
