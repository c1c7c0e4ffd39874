import { NBSP } from './numbers.ts';

/** Durations and instants as people read them. Pure: the moment and the zone come in as arguments. */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** To two units: `12 s`, `4 min`, `5 h 03 min`, `2 d 16 h`; past a month, days alone. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  if (seconds < 60) return `${seconds}${NBSP}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${NBSP}min`;
  if (seconds < 86_400) return units(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min');
  const days = Math.floor(seconds / 86_400);
  return days >= 30 ? `${days}${NBSP}d` : units(days, 'd', Math.floor((seconds % 86_400) / 3600), 'h');
}

function units(large: number, largeUnit: string, small: number, smallUnit: string): string {
  if (small === 0) return `${large}${NBSP}${largeUnit}`;
  return `${large}${NBSP}${largeUnit}${NBSP}${String(small).padStart(2, '0')}${NBSP}${smallUnit}`;
}

type Parts = Record<Intl.DateTimeFormatPartTypes, string>;

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(at: number, zone?: string): Parts {
  const key = zone ?? '';
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value])) as Parts;
}

/** `Fri 20 Nov 2026, 16:02:47 CET` */
export function absolute(at: number, zone?: string): string {
  const p = parts(at, zone);
  return `${p.weekday} ${p.day} ${p.month} ${p.year}, ${p.hour}:${p.minute}:${p.second} ${p.timeZoneName}`;
}

/** `Mon 23 Nov, 08:41:12 CET` */
export function wallClock(at: number, zone?: string): string {
  const p = parts(at, zone);
  return `${p.weekday} ${p.day} ${p.month}, ${p.hour}:${p.minute}:${p.second} ${p.timeZoneName}`;
}

/** `08:41` */
export function hourMinute(at: number, zone?: string): string {
  const p = parts(at, zone);
  return `${p.hour}:${p.minute}`;
}

/** `08:41:12` */
export function hourMinuteSecond(at: number, zone?: string): string {
  const p = parts(at, zone);
  return `${p.hour}:${p.minute}:${p.second}`;
}

/** `Mon 23` */
export function weekdayAndDay(at: number, zone?: string): string {
  const p = parts(at, zone);
  return `${p.weekday} ${p.day}`;
}

/** `Today, Mon 23 Nov`, or without the year's name for others of this year. */
export function dayTitle(at: number, now: number, zone?: string): string {
  const p = parts(at, zone);
  const n = parts(now, zone);
  const day = `${p.weekday} ${p.day} ${p.month}`;
  if (dayOf(p) === dayOf(n)) return `Today, ${day}`;
  return p.year === n.year ? day : `${day} ${p.year}`;
}

export function sameDay(a: number, b: number, zone?: string): boolean {
  return dayOf(parts(a, zone)) === dayOf(parts(b, zone));
}

/** The shortest text that still names the moment: `08:41` today, `Fri 16:02` this week, `12 Mar` this year, `12 Mar 2025`. */
export function shortly(at: number, now: number, zone?: string): string {
  const p = parts(at, zone);
  const n = parts(now, zone);
  if (dayOf(p) === dayOf(n)) return `${p.hour}:${p.minute}`;
  if (Math.abs(now - at) < 6 * DAY) return `${p.weekday} ${p.hour}:${p.minute}`;
  return p.year === n.year ? `${p.day} ${p.month}` : `${p.day} ${p.month} ${p.year}`;
}

/** `Fri 20 Nov, 16:32`, with the year when it is another one. */
export function dayAndTime(at: number, now: number, zone?: string): string {
  const p = parts(at, zone);
  const year = p.year === parts(now, zone).year ? '' : ` ${p.year}`;
  return `${p.weekday} ${p.day} ${p.month}${year}, ${p.hour}:${p.minute}`;
}

const dayOf = (p: Parts) => `${p.year}-${p.month}-${p.day}`;

/** Midnights of the viewer's zone after `from` and before `to`. Walks by date, since a day may have 23 or 25 hours. */
export function midnights(from: number, to: number): number[] {
  const found: number[] = [];
  const day = new Date(from);
  day.setHours(0, 0, 0, 0);
  for (;;) {
    day.setDate(day.getDate() + 1);
    if (day.getTime() >= to) return found;
    if (day.getTime() > from) found.push(day.getTime());
  }
}

/** First days of months in the viewer's zone after `from` and before `to`. */
function firstsOfMonths(from: number, to: number): number[] {
  return midnights(from, to).filter((at) => new Date(at).getDate() === 1);
}

/** Round moments for an axis: months, days, whole hours or minutes of the viewer's clock, four to twelve of them. */
export function axisTicks(from: number, to: number): number[] {
  const span = to - from;
  if (span > 120 * DAY) return firstsOfMonths(from, to);
  if (span > 10 * DAY) {
    const every = Math.ceil(span / (8 * DAY));
    return midnights(from, to).filter((_, index, all) => (all.length - 1 - index) % every === 0);
  }
  if (span > 2 * DAY) return midnights(from, to);
  const step = [5, 10, 15, 30, 60, 120, 180, 240, 360].map((m) => m * MINUTE).find((s) => span / s <= 8) ?? 6 * HOUR;
  return [startOfDay(from), ...midnights(from, to)]
    .flatMap((midnight) => momentsOfDay(midnight, step))
    .filter((at) => at >= from && at < to);
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);

/** Every `step` by the clock on the wall. Clocks are set by an hour: what is longer would stand askew for the rest of that day. */
function momentsOfDay(midnight: number, step: number): number[] {
  const day = new Date(midnight);
  if (step <= HOUR) {
    const next = new Date(midnight).setDate(day.getDate() + 1);
    return Array.from({ length: (next - midnight) / step }, (_, index) => midnight + index * step);
  }
  const minutes = Array.from({ length: DAY / step }, (_, index) => (index * step) / MINUTE);
  return minutes.flatMap((minute) => {
    const at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, minute);
    return at.getHours() * 60 + at.getMinutes() === minute ? [at.getTime()] : [];
  });
}

/** The word for a tick: a month, a day, a day at midnight, else the time. */
export function tickLabel(at: number, span: number, zone?: string): string {
  if (span > 10 * DAY) {
    const { day, month, year } = parts(at, zone);
    return span <= 120 * DAY ? `${day} ${month}` : month === 'Jan' ? `Jan ${year}` : month;
  }
  if (span > 2 * DAY) return weekdayAndDay(at, zone);
  const p = parts(at, zone);
  return p.hour === '00' && p.minute === '00' ? `${p.weekday} 00:00` : `${p.hour}:${p.minute}`;
}
