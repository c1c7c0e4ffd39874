import type { Instant } from '../replica/replica.events.ts';

/** How many were affected over time: changes by stretches of time, so that their number is bounded and news that comes late finds its place. */
export interface Growth {
  /** Each stretch begins at a whole multiple of this. */
  widthMs: number;
  /** `[stretch begins, change]`, in order. */
  changes: [at: Instant, change: number][];
}

const MINUTE = 60_000;
const MOST_STRETCHES = 240;

export const newGrowth = (): Growth => ({ widthMs: MINUTE, changes: [] });

export function grow(growth: Growth, at: Instant, change: number): void {
  add(growth, at - modulo(at, growth.widthMs), change);
  while (growth.changes.length > MOST_STRETCHES) {
    const all = growth.changes;
    growth.widthMs *= 2;
    growth.changes = [];
    for (const [from, by] of all) add(growth, from - modulo(from, growth.widthMs), by);
  }
}

/** `[at, replicas]`, at most `most` of them; never before `since`, which the first stretch may begin before. */
export function growthPoints(growth: Growth, since: Instant, most = 120): [at: Instant, replicas: number][] {
  const points: [Instant, number][] = [];
  let replicas = 0;
  for (const [from, change] of growth.changes) points.push([Math.max(from, since), (replicas += change)]);
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]!);
}

function add({ changes }: Growth, from: Instant, change: number): void {
  let at = changes.length;
  while (at > 0 && changes[at - 1]![0] > from) at--;
  const before = changes[at - 1];
  if (before?.[0] === from) before[1] += change;
  else changes.splice(at, 0, [from, change]);
}

const modulo = (of: number, by: number): number => ((of % by) + by) % by;
