import type { Instant } from '../replica/replica.events.ts';
import { daysSince1970 } from '../replica/calendar.ts';

// A table of zones, not a clock: what a zone's offset is at an instant that is given.

export const DAY_MS = 86_400_000;

/** Stretches of one UTC day in which the zone has one offset, oldest first: `from, until, offsetMs, …`. */
export type OffsetPieces = readonly number[];

export interface TimeZone {
  /** Offset to UTC; milliseconds to add to it. */
  offsetAt(at: Instant): number;
  piecesOf(utcDay: number): OffsetPieces;
}

const zones = new Map<string, TimeZone>();

/** A zone that this engine does not know is UTC: what is in the log has happened, and must be folded. */
export function timeZone(name: string): TimeZone {
  let zone = zones.get(name);
  if (zone === undefined) zones.set(name, (zone = zoneOf(name)));
  return zone;
}

/** The engine is asked for offsets once a week and zone, for it is slow; only a week in which one changes is looked at by the day. */
function zoneOf(name: string): TimeZone {
  const asked = offsetsOf(name);
  const atDay = new Map<number, number>();
  const turning = new Map<number, OffsetPieces>();
  const ofDay = (utcDay: number): number => {
    let offset = atDay.get(utcDay);
    if (offset === undefined) atDay.set(utcDay, (offset = asked(utcDay * DAY_MS)));
    return offset;
  };
  const piecesOf = (utcDay: number): OffsetPieces => {
    const from = utcDay * DAY_MS;
    const until = from + DAY_MS;
    const week = Math.floor(utcDay / 7) * 7;
    const before = ofDay(week);
    if (before === ofDay(week + 7)) return [from, until, before];

    const first = ofDay(utcDay);
    const last = ofDay(utcDay + 1);
    if (first === last) return [from, until, first];
    let pieces = turning.get(utcDay);
    if (pieces === undefined) {
      const turn = firstWithAnother(asked, from, until);
      turning.set(utcDay, (pieces = [from, turn, first, turn, until, last]));
    }
    return pieces;
  };
  return {
    piecesOf,
    offsetAt(at) {
      const pieces = piecesOf(Math.floor(at / DAY_MS));
      return at < pieces[1]! ? pieces[2]! : pieces[5]!;
    },
  };
}

/** To the millisecond, between an instant with one offset and one with another. */
function firstWithAnother(offsetAt: (at: Instant) => number, from: Instant, until: Instant): Instant {
  const before = offsetAt(from);
  let low = from;
  let high = until;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offsetsOf(name: string): (at: Instant) => number {
  const format = formatOf(name);
  if (format === null) return () => 0;
  return (at) => {
    const local: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) local[type] = Number(value);
    const { year, month, day, hour, minute, second } = local as Record<Part, number>;
    const shown = daysSince1970(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
    return shown - Math.floor(at / 1000) * 1000;
  };
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const two = '2-digit';
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  } catch {
    return null;
  }
}
