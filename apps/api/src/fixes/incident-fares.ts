import { decidedTries, ENOUGH_TRIES } from '@lockstep/contracts';
import { NO_FARES, type Fares } from './fix-fares.query.ts';
import type { IncidentTry } from './incident-tries.ts';

/**
 * Counts each try at an incident as one, however many replicas it had. The median stays that of the lives of single replicas where there are any:
 * an outage ends at another pace.
 */
export function withIncidentTries(
  fares: ReadonlyMap<string, Fares>,
  tries: readonly IncidentTry[],
): ReadonlyMap<string, Fares> {
  const found = new Map(fares);
  const counted = tries.filter(({ status }) => status !== 'withdrawn');
  for (const fix of new Set(counted.map((one) => one.fix))) {
    const tried = counted.filter((one) => one.fix === fix);
    const known = found.get(fix) ?? NO_FARES;
    const count = (of: IncidentTry['status']) => tried.filter(({ status }) => status === of).length;
    const { fares: before } = known;
    const counts = { tried: before.tried + tried.length, waiting: before.waiting + count('tried') };
    found.set(fix, {
      ...known,
      fares: {
        ...before,
        ...counts,
        confirmed: before.confirmed + count('confirmed'),
        failed: before.failed + count('failed'),
        medianMsToConfirm: before.medianMsToConfirm ?? median(tried),
        enough: decidedTries(counts) >= ENOUGH_TRIES,
      },
    });
  }
  return found;
}

function median(tries: readonly IncidentTry[]): number | null {
  const took = tries.flatMap(({ status, turnedAt, triedAt }) => (status === 'confirmed' ? [turnedAt! - triedAt] : []));
  if (took.length === 0) return null;
  took.sort((one, other) => one - other);
  return Math.round((took[(took.length - 1) >> 1]! + took[took.length >> 1]!) / 2);
}
