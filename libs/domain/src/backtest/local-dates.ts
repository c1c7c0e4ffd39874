import { localDay } from '../alert/local-time.ts';
import { DAY_MS, timeZone } from '../policy/time-zone.ts';
import type { Instant } from '../replica/replica.events.ts';

/** The local day of a moment, counted from 1 January 1970. */
export const dayOf = (zone: string, at: Instant): number => localDay(timeZone(zone), at);

/** Each day of a stretch of time, the first and the last as well. */
export function daysBetween(zone: string, from: Instant, to: Instant): number[] {
  const first = dayOf(zone, from);
  return Array.from({ length: Math.max(0, dayOf(zone, to) - first) + 1 }, (_, index) => first + index);
}

const NIGHT = { fromHour: 22, toHour: 6 };
const HOUR_MS = 3_600_000;

/** The night that a moment lies in, from ten to six, by the day on which it begins; null: by day. */
export function nightOf(zone: string, at: Instant): number | null {
  const local = at + timeZone(zone).offsetAt(at);
  const hour = (local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS;
  if (hour >= NIGHT.toHour && hour < NIGHT.fromHour) return null;
  return Math.floor((local - NIGHT.toHour * HOUR_MS) / DAY_MS);
}
