import type { FleetAgesView } from '@lockstep/contracts';
import { DAY, HOUR, MINUTE } from '../figures/time.ts';

export interface AgeBar {
  readonly label: string;
  readonly total: number;
  readonly stale: number;
  readonly silent: number;
  readonly other: number;
}

/** Bars for the buckets; the first says `< 5 m`, the last `> 7 d`, those between their upper bound. */
export function ageBars(ages: Pick<FleetAgesView, 'buckets'>): AgeBar[] {
  return ages.buckets.map((bucket, index) => {
    const before = ages.buckets[index - 1]?.upToMs ?? 0;
    const label =
      bucket.upToMs === null ? `> ${bound(before)}` : index === 0 ? `< ${bound(bucket.upToMs)}` : bound(bucket.upToMs);
    const { total, stale, silent } = bucket;
    return { label, total, stale, silent, other: Math.max(0, total - stale - silent) };
  });
}

function bound(ms: number): string {
  if (ms % DAY === 0 && ms > DAY) return `${ms / DAY} d`;
  return ms % HOUR === 0 ? `${ms / HOUR} h` : `${Math.round(ms / MINUTE)} m`;
}

/** Where a threshold stands, in bars from the left; between bounds in proportion. Null: past all bounds. */
export function thresholdAt(ages: Pick<FleetAgesView, 'buckets'>, ms: number): number | null {
  let lower = 0;
  for (const [index, { upToMs }] of ages.buckets.entries()) {
    if (upToMs === null) return null;
    if (ms <= upToMs) return index + (ms - lower) / (upToMs - lower);
    lower = upToMs;
  }
  return null;
}
