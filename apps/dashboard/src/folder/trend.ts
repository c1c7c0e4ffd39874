import type { ReplicaHistoryView } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';
import { HOUR, shortly } from '../figures/time.ts';

type Points = ReplicaHistoryView['folders'][number]['points'];

/** How the difference went of late: by how much, and from when on. */
export interface Trend {
  readonly by: number;
  readonly since: number;
}

/** What both sides held at a moment; null: nothing was known then. */
export function readingAt(points: Points, at: number): Points[number] | null {
  let found: Points[number] | null = null;
  for (const point of points) {
    if (point[0] > at) break;
    found = point;
  }
  return found;
}

/**
 * How the difference changed within the last hour, from its first change in that hour on; where it did not, since when it is the same.
 * Null: nothing to compare with is known. By its size: what exists only offline grows as well.
 */
export function trendOf(points: Points, now: number): Trend | null {
  const known = points.filter(([at, server, offline]) => at <= now && server !== null && offline !== null);
  const last = known.at(-1);
  if (last === undefined) return null;
  const hourAgo = readingAt(known, now - HOUR) ?? known[0]!;
  const changed = known.find((point) => point[0] > hourAgo[0] && size(point) !== size(hourAgo));
  const by = size(last) - size(hourAgo);
  if (changed !== undefined && by !== 0) return { by, since: changed[0] };
  const same = known.findLast((point) => size(point) !== size(last));
  const since = same === undefined ? known[0] : known[known.indexOf(same) + 1];
  return { by: 0, since: since![0] };
}

const size = ([, server, offline]: Points[number]) => Math.abs(server! - offline!);

/** `8 more since 08:31`, `the same since Fri 16:02`. */
export function trendText({ by, since }: Trend, now: number): string {
  const when = `since ${shortly(since, now)}`;
  if (by === 0) return `the same ${when}`;
  return `${count(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'} ${when}`;
}
