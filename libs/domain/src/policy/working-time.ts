import type { Weekday, WorkingHours } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import { daysSince1970 } from '../replica/calendar.ts';
import { DAY_MS, type TimeZone, timeZone } from './time-zone.ts';

/**
 * How much of a stretch of time lies within working hours. A moment counts when its local clock time lies in a span of its local
 * weekday, and its local date is no holiday: so a night on which clocks are set back has the hour twice, and one on which they are set
 * forward lacks it. Sums are exact and add up however a stretch is divided.
 *
 * Counted are the twenty years before 2026 and the hundred after; what lies outside counts for nothing.
 */
export function expectedOnMs(hours: WorkingHours, from: Instant, to: Instant): number {
  const { on } = tallies(hours);
  return on.upTo(to) - on.upTo(from);
}

/** The first moment by which `ms` of working hours have passed since `from`; never, if they do not. */
export function whenExpectedOn(hours: WorkingHours, from: Instant, ms: number): Instant {
  return tallies(hours).on.when(from, ms);
}

/** As `expectedOnMs`, of whole local days: those that have any working hours. */
export function expectedDaysMs(hours: WorkingHours, from: Instant, to: Instant): number {
  const { days } = tallies(hours);
  return days.upTo(to) - days.upTo(from);
}

export function whenExpectedDays(hours: WorkingHours, from: Instant, ms: number): Instant {
  return tallies(hours).days.when(from, ms);
}

/** Time that counts, summed up from one fixed day; negative before it. */
interface Tally {
  upTo(at: Instant): number;
  when(from: Instant, ms: number): Instant;
}

const ANCHOR = daysSince1970(2026, 1, 1);
const FIRST = ANCHOR - 20 * 366;
const LAST = ANCHOR + 100 * 366;
const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** 1 January 1970 was a Thursday. */
const FROM_MONDAY = 3;
const MINUTE_MS = 60_000;

/** Minutes of a local day, `from, until, …`, in order and apart. */
type Spans = readonly number[];
const NO_SPANS: Spans = [];
const WHOLE_DAY: Spans = [0, 1440];

const known = new WeakMap<WorkingHours, { readonly on: Tally; readonly days: Tally }>();

function tallies(hours: WorkingHours): { readonly on: Tally; readonly days: Tally } {
  let found = known.get(hours);
  if (found !== undefined) return found;
  const zone = timeZone(hours.timeZone);
  const holidays = new Set(hours.holidays.map(dayOfText));
  const week = WEEK.map((day) => joined(hours.days[day] ?? []));
  const days = week.map((spans) => (spans.length === 0 ? NO_SPANS : WHOLE_DAY));
  found = { on: tally(zone, holidays, week), days: tally(zone, holidays, days) };
  known.set(hours, found);
  return found;
}

function tally(zone: TimeZone, holidays: ReadonlySet<number>, week: readonly Spans[]): Tally {
  const isEmpty = week.every((spans) => spans.length === 0);
  /** Sums from the anchor to the beginning of a UTC day, forward and back, as far as anybody asked. */
  const ahead = [0];
  const behind = [0];
  const stretches = new Map<number, readonly Instant[]>();

  const stretchesOf = (utcDay: number): readonly Instant[] => {
    let found = stretches.get(utcDay);
    if (found === undefined) stretches.set(utcDay, (found = countedIn(utcDay, zone, holidays, week)));
    return found;
  };
  const before = (utcDay: number): number => {
    while (ahead.length <= utcDay - ANCHOR)
      ahead.push(ahead.at(-1)! + lengthOf(stretchesOf(ANCHOR + ahead.length - 1)));
    while (behind.length <= ANCHOR - utcDay)
      behind.push(behind.at(-1)! + lengthOf(stretchesOf(ANCHOR - behind.length)));
    return utcDay >= ANCHOR ? ahead[utcDay - ANCHOR]! : -behind[ANCHOR - utcDay]!;
  };
  const upTo = (at: Instant): number => {
    if (isEmpty) return 0;
    const utcDay = Math.floor(at / DAY_MS);
    if (utcDay < FIRST || utcDay >= LAST) return before(utcDay < FIRST ? FIRST : LAST);
    let sum = before(utcDay);
    const counted = stretchesOf(utcDay);
    for (let index = 0; index < counted.length && counted[index]! < at; index += 2)
      sum += Math.min(at, counted[index + 1]!) - counted[index]!;
    return sum;
  };
  const when = (from: Instant, ms: number): Instant => {
    if (ms <= 0) return from;
    if (isEmpty) return Infinity;
    const target = upTo(from) + ms;
    let utcDay = Math.max(FIRST, Math.floor(from / DAY_MS));
    while (utcDay < LAST && before(utcDay + 1) < target) utcDay += 1;
    if (utcDay >= LAST) return Infinity;
    let left = target - before(utcDay);
    const counted = stretchesOf(utcDay);
    let index = 0;
    while (counted[index + 1]! - counted[index]! < left) {
      left -= counted[index + 1]! - counted[index]!;
      index += 2;
    }
    return counted[index]! + left;
  };
  return { upTo, when };
}

/** The stretches of one UTC day that count, as instants `from, until, …`. */
function countedIn(
  utcDay: number,
  zone: TimeZone,
  holidays: ReadonlySet<number>,
  week: readonly Spans[],
): readonly Instant[] {
  const counted: Instant[] = [];
  const pieces = zone.piecesOf(utcDay);
  for (let piece = 0; piece < pieces.length; piece += 3) {
    const from = pieces[piece]!;
    const until = pieces[piece + 1]!;
    const offset = pieces[piece + 2]!;
    for (let day = Math.floor((from + offset) / DAY_MS); day * DAY_MS - offset < until; day += 1) {
      const spans = holidays.has(day) ? NO_SPANS : week[(day + FROM_MONDAY) % 7]!;
      const midnight = day * DAY_MS - offset;
      for (let span = 0; span < spans.length; span += 2) {
        const begins = Math.max(from, midnight + spans[span]! * MINUTE_MS);
        const ends = Math.min(until, midnight + spans[span + 1]! * MINUTE_MS);
        if (begins < ends) counted.push(begins, ends);
      }
    }
  }
  return counted;
}

function lengthOf(stretches: readonly Instant[]): number {
  let sum = 0;
  for (let index = 0; index < stretches.length; index += 2) sum += stretches[index + 1]! - stretches[index]!;
  return sum;
}

/** Spans that overlap are one: an hour that is said twice is worked once. */
function joined(spans: readonly (readonly [string, string])[]): Spans {
  const apart: number[] = [];
  const sorted = spans.map(([from, until]) => [minutesOf(from), minutesOf(until)] as const).sort((a, b) => a[0] - b[0]);
  for (const [from, until] of sorted) {
    if (apart.length > 0 && from <= apart.at(-1)!) apart[apart.length - 1] = Math.max(apart.at(-1)!, until);
    else apart.push(from, until);
  }
  return apart;
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

function dayOfText(date: string): number {
  return daysSince1970(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}
