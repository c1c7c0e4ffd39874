import type { Instant } from '../replica/replica.events.ts';

const MOST_POINTS = 8;
const SPACING_MS = 4 * 60_000;

/** Adds a point to the recent past of a difference, `t0, items0, t1, items1, …`: few, evenly apart, the last always the newest. */
export function remember(backlog: number[] | null, at: Instant, items: number): number[] {
  if (backlog === null) return [at, items];

  const length = backlog.length;
  if (length >= 4 && at - backlog[length - 4]! < SPACING_MS) {
    backlog[length - 2] = at;
    backlog[length - 1] = items;
    return backlog;
  }
  if (length === 2 * MOST_POINTS) {
    backlog.copyWithin(0, 2);
    backlog[length - 2] = at;
    backlog[length - 1] = items;
    return backlog;
  }
  backlog.push(at, items);
  return backlog;
}

/** The smallest difference remembered at or after `since`, and at least of the newest point. */
export function smallestSince(backlog: readonly number[] | null, since: Instant): number {
  if (backlog === null) return Infinity;
  let smallest = backlog[backlog.length - 1]!;
  for (let index = backlog.length - 4; index >= 0 && backlog[index]! >= since; index -= 2)
    if (backlog[index + 1]! < smallest) smallest = backlog[index + 1]!;
  return smallest;
}
