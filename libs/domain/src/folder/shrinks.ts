import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { smallestSince } from './backlog.ts';
import { etaOf } from './eta.ts';
import { isProven } from './left-behind.ts';

/**
 * Whether a difference from which the offline side has just taken something shrinks: it is smaller than at any time within the grace.
 * One that is told of as a mismatch, or of which runs have proven that the same items stay, wavers as mail comes and goes, and has not been
 * mended by any run yet. It shrinks only if it falls by a real share: at once, or at a pace that its recent past shows clearly and that
 * leads to an end.
 */
export function shrinks(folder: FolderState, policy: Policy, items: number, at: Instant): boolean {
  const { backlog, course } = folder;
  if (items >= smallestSince(backlog, at - policy.mismatch.graceMs)) return false;
  const wavers = folder.mismatchSeverity !== null || (course !== null && isProven(course));
  if (!wavers || backlog === null) return true;
  const lately = at - LATELY_MS;
  if (smallestSince(backlog, lately) - items >= Math.max(5, 0.1 * items)) return true;
  if (largestSince(backlog, lately) - items < Math.max(10, 0.05 * items)) return false;
  return etaOf([...backlog, at, items], items, at) !== null;
}

const LATELY_MS = 4 * 3_600_000;

function largestSince(backlog: readonly number[], since: Instant): number {
  let largest = 0;
  for (let index = backlog.length - 2; index >= 0 && backlog[index]! >= since; index -= 2)
    if (backlog[index + 1]! > largest) largest = backlog[index + 1]!;
  return largest;
}

/** Until when what was seen to shrink is taken to go on: two looks at which it seems to rest are no standstill. */
export function shrinksUntil({ progressAt }: FolderState, { clock, policy }: ReplicaState): Instant {
  return progressAt + Math.max(policy.mismatch.graceMs, LOOKS * clock.intervalMs);
}

const LOOKS = 3;
