import type { Instant } from '../replica/replica.events.ts';

/** By how many items a millisecond a backlog shrinks: probably, and as fast and as slow as its recent past was. All above 0. */
export interface Pace {
  readonly perMs: number;
  readonly fast: number;
  readonly slow: number;
}

const FEWEST_POINTS = 4;
/** What holds of late is the best answer; what comes in bursts shows its pace only over more of them. */
const WINDOWS_MS = [45 * 60_000, 4 * 3_600_000, 24 * 3_600_000];

/**
 * The slopes between any two points, those far apart weighing more, and of these the median with the quartiles (Theil–Sen): one odd
 * report does not bend it. Over the shortest window in which the backlog clearly falls; null when it does in none, while it stands
 * still, and where it merely goes up and down.
 */
export function paceOf(points: readonly number[], now: Instant, acceptable: (pace: Pace) => boolean): Pace | null {
  if (standsStill(points, now)) return null;
  const seen = withStandstill(points, now);
  for (const windowMs of WINDOWS_MS) {
    const peak = peakSince(seen, now - windowMs);
    const pace = wasUndone(seen, peak) ? null : fallOf(seen.slice(peak));
    if (pace !== null && acceptable(pace)) return pace;
  }
  return null;
}

const PAUSE_MS = 30 * 60_000;

/**
 * It has not been lower for twice as long as it took from one low to the next before, and for half an hour at least: what it did before
 * says nothing of when it goes on. A sync that runs once an hour rests between its runs, and is given that time.
 */
function standsStill(points: readonly number[], now: Instant): boolean {
  const peak = peakSince(points, now - WINDOWS_MS.at(-1)!);
  if (peak >= points.length) return false;
  const gaps: number[] = [];
  let lowAt = points[peak]!;
  let low = points[peak + 1]!;
  for (let index = peak + 2; index < points.length; index += 2) {
    if (points[index + 1]! >= low) continue;
    gaps.push(points[index]! - lowAt);
    lowAt = points[index]!;
    low = points[index + 1]!;
  }
  return now - lowAt > Math.max(PAUSE_MS, gaps.length === 0 ? 0 : 2 * middle(gaps.slice(-LATEST_GAPS)));
}

// What lies far back is remembered so thinly that its lows lie far apart.
const LATEST_GAPS = 5;

/** It fell before as it falls now, and rose again: mail comes and goes, and nothing leads to an end. */
function wasUndone(points: readonly number[], peak: number): boolean {
  if (peak === 0 || peak >= points.length) return false;
  let most = 0;
  let after = points[peak + 1]!;
  for (let index = peak - 2; index > 0; index -= 2) {
    const low = points[index + 1]!;
    let before = 0;
    for (let earlier = 0; earlier < index; earlier += 2) before = Math.max(before, points[earlier + 1]!);
    most = Math.max(most, Math.min(before, after) - low);
    after = Math.max(after, low);
  }
  return points[peak + 1]! - points.at(-1)! < 2 * most;
}

/** A folder that is not stated is unchanged. Once that has lasted for longer than its statements lay apart, it stands still. */
function withStandstill(points: readonly number[], now: Instant): readonly number[] {
  if (points.length < 4) return points;
  const last = points[points.length - 2]!;
  const between = (last - points[0]!) / (points.length / 2 - 1);
  return now - last > 2 * between ? [...points, now, points[points.length - 1]!] : points;
}

/** While it grew it said nothing of how fast it shrinks: where its newest peak since then stands among the points. */
function peakSince(points: readonly number[], from: Instant): number {
  let first = points.length;
  while (first >= 2 && points[first - 2]! >= from) first -= 2;
  let peak = first;
  for (let index = first; index < points.length; index += 2) if (points[index + 1]! >= points[peak + 1]!) peak = index;
  return peak;
}

function fallOf(points: readonly number[]): Pace | null {
  if (points.length < 2 * FEWEST_POINTS) return null;
  const slopes: Slope[] = [];
  for (let later = 2; later < points.length; later += 2)
    for (let earlier = 0; earlier < later; earlier += 2) {
      const apart = points[later]! - points[earlier]!;
      if (apart > 0) slopes.push({ slope: (points[earlier + 1]! - points[later + 1]!) / apart, weight: apart });
    }
  slopes.sort((one, other) => one.slope - other.slope);
  const slow = quantile(slopes, 0.25);
  const perMs = quantile(slopes, 0.5);
  return slow > 0 && isClear(points, perMs) ? { slow, perMs, fast: quantile(slopes, 0.75) } : null;
}

/**
 * From the highest of several points that only waver, it always seems to fall. So the fall must be several times what the points
 * stray from it, and the more so the fewer they are.
 */
function isClear(points: readonly number[], perMs: number): boolean {
  const many = points.length / 2;
  const offsets: number[] = [];
  for (let index = 0; index < points.length; index += 2) offsets.push(points[index + 1]! + perMs * points[index]!);
  const line = middle(offsets);
  const strays = middle(offsets.map((offset) => Math.abs(offset - line)));
  const fall = perMs * (points[points.length - 2]! - points[0]!);
  return fall > (CLEARLY * many * strays) / (many - 2);
}

const CLEARLY = 5;

const middle = (numbers: readonly number[]) =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]!;

interface Slope {
  readonly slope: number;
  readonly weight: number;
}

function quantile(sorted: readonly Slope[], share: number): number {
  let left = sorted.reduce((sum, { weight }) => sum + weight, 0) * share;
  for (const { slope, weight } of sorted) {
    left -= weight;
    if (left <= 0) return slope;
  }
  return sorted.at(-1)?.slope ?? 0;
}
