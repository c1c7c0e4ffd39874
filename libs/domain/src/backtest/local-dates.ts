import { localDay } from '../alert/local-time.ts';
import { DAY_MS, timeZone } from '../policy/time-zone.ts';
import type { Instant } from '../replica/replica.events.ts';

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** `2026-11-23`, as a calendar on the wall shows it. */
export const localDate = (zone: string, at: Instant): string => dateOf(localDay(timeZone(zone), at));

/** Each day of a stretch of time, the first and the last as well. */
export function localDates(zone: string, from: Instant, to: Instant): string[] {
  const first = localDay(timeZone(zone), from);
  const last = localDay(timeZone(zone), to);
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => dateOf(first + index));
}

const NIGHT = { fromHour: 22, toHour: 6 };
const HOUR_MS = 3_600_000;

/** The night that a moment lies in, from ten to six, by the day on which it begins; null: by day. */
export function nightOf(zone: string, at: Instant): string | null {
  const offset = timeZone(zone).offsetAt(at);
  const hour = Math.floor((((at + offset) % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS;
  if (hour >= NIGHT.toHour && hour < NIGHT.fromHour) return null;
  return dateOf(Math.floor((at + offset - NIGHT.toHour * HOUR_MS) / DAY_MS));
}
