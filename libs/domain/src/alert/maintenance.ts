import type { MaintenanceInput, Weekday } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import { dateOf, instantOf } from '../replica/calendar.ts';
import { DAY_MS, timeZone } from '../policy/time-zone.ts';
import { isShown, localDay, minutesOf, weekdayOf, whenShown } from './local-time.ts';

/** A stretch of time: from a moment, up to another and without it. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** The 29th of February is the rarest day that comes: nothing is awaited for longer than it may take. */
const FARTHEST_MS = 9 * 366 * DAY_MS;

/** The windows that overlap a stretch of time, in order. */
export function maintenanceWindows(input: MaintenanceInput, from: Instant, to: Instant): Window[] {
  const { when } = input;
  if (when.every === 'once') {
    const window = { from: instantOf(when.from) ?? 0, to: instantOf(when.to) ?? 0 };
    return window.from < window.to && window.from < to && window.to > from ? [window] : [];
  }
  const zone = timeZone(input.timeZone);
  const windows: Window[] = [];
  // One that began the day before may still be open.
  for (let day = localDay(zone, from) - 2; day <= localDay(zone, to) + 1; day += 1) {
    const window = isDay(when, day) ? windowOf(input.timeZone, when, day) : null;
    if (window !== null && window.from < to && window.to > from) windows.push(window);
  }
  return windows;
}

/** The window that is open at a moment, or the next one; null: none will come. */
export function nextWindow(input: MaintenanceInput, at: Instant): Window | null {
  const { when } = input;
  if (when.every === 'once') return maintenanceWindows(input, at, Infinity)[0] ?? null;
  const zone = timeZone(input.timeZone);
  const last = localDay(zone, at + FARTHEST_MS);
  for (let day = localDay(zone, at) - 2; day <= last; day += 1) {
    if (!isDay(when, day)) continue;
    const window = windowOf(input.timeZone, when, day);
    if (window.to > at && window.from < window.to) return window;
  }
  return null;
}

export function isInMaintenance(input: MaintenanceInput, at: Instant): boolean {
  const window = nextWindow(input, at);
  return window !== null && window.from <= at;
}

const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const MINUTES_OF_A_DAY = 1_440;

type Recurring = Exclude<MaintenanceInput['when'], { every: 'once' }>;

function windowOf(zoneName: string, when: Recurring, day: number): Window {
  const zone = timeZone(zoneName);
  const begins = { day, minutes: minutesOf(when.from) };
  const ends = { day, minutes: minutesOf(when.to) };
  if (ends.minutes <= begins.minutes) ends.day += 1;
  const from = whenShown(zone, begins, 'first');
  const to = whenShown(zone, ends, 'last');
  // Clocks that skip its beginning would leave less of it, or nothing.
  if (isShown(zone, begins, from)) return { from, to };
  const minutes = (ends.day - begins.day) * MINUTES_OF_A_DAY + ends.minutes - begins.minutes;
  return { from, to: Math.max(to, from + minutes * 60_000) };
}

function isDay(when: Recurring, day: number): boolean {
  if (when.every === 'week') return when.days.includes(WEEK[weekdayOf(day)]!);
  const date = dateOf(day);
  return when.day === -1 ? dateOf(day + 1).day === 1 : date.day === when.day;
}
