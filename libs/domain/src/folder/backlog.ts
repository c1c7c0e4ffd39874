import type { Instant } from '../replica/replica.events.ts';

const MOST_POINTS = 16;
/** So many of the newest are kept as they are: judgement looks at the last half hour. */
const NEWEST = 8;
const SPACING_MS = 4 * 60_000;

/**
 * Adds a point to the past of a difference, `t0, items0, t1, items1, …`: the last half hour closely, and what lies before it the more
 * thinly the longer ago, so that a sync that runs once an hour shows its pace as well. The last is always the newest.
 */
export function remember(backlog: number[] | null, at: Instant, items: number): number[] {
  if (backlog === null) return [at, items];

  const length = backlog.length;
  if (length >= 4 && at - backlog[length - 4]! < SPACING_MS) {
    backlog[length - 2] = at;
    backlog[length - 1] = items;
    return backlog;
  }
  backlog.push(at, items);
  if (length === 2 * MOST_POINTS) backlog.splice(mostCrowded(backlog, at), 2);
  return backlog;
}

/** Among the older points, the one between its neighbours that stand closest for their age. The first and the newest stay. */
function mostCrowded(backlog: readonly number[], now: Instant): number {
  let crowded = 2;
  let least = Infinity;
  for (let index = 2; index < backlog.length - 2 * NEWEST; index += 2) {
    const room = (backlog[index + 2]! - backlog[index - 2]!) / (now - backlog[index]!);
    if (room >= least) continue;
    least = room;
    crowded = index;
  }
  return crowded;
}

/** The smallest difference remembered at or after `since`, and at least of the newest point. */
export function smallestSince(backlog: readonly number[] | null, since: Instant): number {
  if (backlog === null) return Infinity;
  let smallest = backlog[backlog.length - 1]!;
  for (let index = backlog.length - 4; index >= 0 && backlog[index]! >= since; index -= 2)
    if (backlog[index + 1]! < smallest) smallest = backlog[index + 1]!;
  return smallest;
}
