import type { Instant } from '../replica/replica.events.ts';
import { DAY_MS, type TimeZone } from '../policy/time-zone.ts';

/** A local day, counted from 1 January 1970, and a time of it. */
export interface LocalTime {
  readonly day: number;
  readonly minutes: number;
}

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
export const localDay = (zone: TimeZone, at: Instant): number => Math.floor((at + zone.offsetAt(at)) / DAY_MS);

/** Monday is 0. 1 January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/**
 * When a wall clock shows it. Where clocks are set back and show it twice, the one that is asked for; where they are set forward and never
 * show it, as long after as they skip. A stretch of time that begins there ends as long after, or it would be shorter than it was meant.
 */
export function whenShown(zone: TimeZone, { day, minutes }: LocalTime, which: 'first' | 'last'): Instant {
  const local = day * DAY_MS + minutes * 60_000;
  const before = local - zone.offsetAt(local - DAY_MS);
  const after = local - zone.offsetAt(local + DAY_MS);
  const shown = [before, after].filter((at) => at + zone.offsetAt(at) === local);
  if (shown.length === 0) return before;
  return which === 'first' ? Math.min(...shown) : Math.max(...shown);
}

/** Whether a wall clock shows it at that moment, and does not skip it. */
export const isShown = (zone: TimeZone, { day, minutes }: LocalTime, at: Instant): boolean =>
  at + zone.offsetAt(at) === day * DAY_MS + minutes * 60_000;
