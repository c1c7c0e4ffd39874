import type { FolderFacts } from '../replica/facts.ts';
import type { Instant } from '../replica/replica.events.ts';

export interface Eta {
  readonly at: Instant;
  readonly earliest: Instant;
  readonly latest: Instant;
}

const FEWEST_POINTS = 4;
const LONGEST_MS = 7 * 86_400_000;

/**
 * When a folder that catches up should be equal: the median slope between any two points of its recent past
 * (Theil–Sen; one odd report does not bend it), with the quartiles as the range.
 * Null rather than silly: too few points, no clear fall, or more than a week to go.
 */
export function eta(folder: FolderFacts, now: Instant): Eta | null {
  const { backlog } = folder;
  if (backlog === null || backlog.length < 2 * FEWEST_POINTS) return null;

  const perMs = slopes(backlog);
  const left = backlog[backlog.length - 1]!;
  const slow = quantile(perMs, 0.75);
  if (slow >= 0) return null;

  // A folder that was not stated again is unchanged: what was left then is left now.
  const reach = (slope: number) => Math.round(now - left / slope);
  const latest = reach(slow);
  return latest - now > LONGEST_MS
    ? null
    : { at: reach(quantile(perMs, 0.5)), earliest: reach(quantile(perMs, 0.25)), latest };
}

function slopes(points: readonly number[]): number[] {
  const found: number[] = [];
  for (let later = 2; later < points.length; later += 2)
    for (let earlier = 0; earlier < later; earlier += 2)
      if (points[later]! > points[earlier]!)
        found.push((points[later + 1]! - points[earlier + 1]!) / (points[later]! - points[earlier]!));
  return found.sort((one, other) => one - other);
}

function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}
