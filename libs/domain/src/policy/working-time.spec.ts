import { describe, expect, it } from '@jest/globals';
import type { WorkingHours } from '@lockstep/contracts';
import { instantOf } from '../replica/calendar.ts';
import { days, hours as hoursMs, minutes } from '../testing/durations.ts';
import { seeded } from '../testing/seeded.ts';
import { expectedDaysMs, expectedOnMs, whenExpectedDays, whenExpectedOn } from './working-time.ts';

const at = (text: string) => instantOf(`${text}:00.000Z`)!;

const office = (timeZone: string, over: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone,
  days: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
      day,
      [
        ['08:00', '12:00'],
        ['13:00', '17:30'],
      ],
    ]),
  ),
  holidays: [],
  ...over,
});
/** Hours in which clocks change, a night over two days, and a day to its very end. */
const nights = (timeZone: string): WorkingHours => ({
  timeZone,
  days: { sat: [['20:00', '24:00']], sun: [['00:00', '04:30'], ['22:15', '24:00']], mon: [['00:00', '06:00']] }, // prettier-ignore
  holidays: ['2026-10-26'],
});

/** Minute by minute, by what a wall clock shows: slow, and plainly right. */
function counted({ timeZone, days, holidays }: WorkingHours, from: number, to: number, wholeDays = false): number {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  let sum = 0;
  for (let now = from; now < to; now += minutes(1)) {
    const shown = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, value]));
    if (holidays.includes(`${shown['year']}-${shown['month']}-${shown['day']}`)) continue;
    const spans = days[shown['weekday']!.toLowerCase().slice(0, 3) as 'mon'] ?? [];
    const time = `${shown['hour']}:${shown['minute']}`;
    if (wholeDays ? spans.length > 0 : spans.some(([begins, ends]) => begins <= time && time < ends)) sum += minutes(1);
  }
  return sum;
}

const CHANGES = [
  ['Europe/Berlin', at('2026-03-27T22:00'), at('2026-03-31T00:00')],
  ['Europe/Berlin', at('2026-10-23T22:00'), at('2026-10-27T00:00')],
  ['America/New_York', at('2026-03-06T05:00'), at('2026-03-10T05:00')],
  ['America/New_York', at('2026-10-30T05:00'), at('2026-11-03T05:00')],
  ['Pacific/Auckland', at('2026-04-03T00:00'), at('2026-04-07T00:00')],
  ['Pacific/Auckland', at('2026-09-25T00:00'), at('2026-09-29T00:00')],
] as const;

describe('working hours', () => {
  it.each(CHANGES)('in %s are counted as a wall clock shows them, when clocks change too', (zone, from, to) => {
    for (const hours of [office(zone), nights(zone)]) {
      expect(expectedOnMs(hours, from, to)).toBe(counted(hours, from, to));
      expect(expectedDaysMs(hours, from, to)).toBe(counted(hours, from, to, true));
    }
  });

  it('add up however a stretch is divided, and their inverse finds the first moment', () => {
    const random = seeded(7);
    for (const [zone, from, to] of CHANGES) {
      for (const hours of [office(zone), nights(zone)]) {
        for (let times = 0; times < 40; times++) {
          const [a, b, c] = [0, 0, 0].map(() => from + random.below(to - from)).sort((x, y) => x - y) as [number, number, number]; // prettier-ignore
          expect(expectedOnMs(hours, a, b) + expectedOnMs(hours, b, c)).toBe(expectedOnMs(hours, a, c));
          const ms = expectedOnMs(hours, a, c);
          const when = whenExpectedOn(hours, a, ms);
          expect(when).toBeLessThanOrEqual(c);
          expect(expectedOnMs(hours, a, when)).toBe(ms);
          if (ms > 0) expect(expectedOnMs(hours, a, when - 1)).toBe(ms - 1);
        }
      }
    }
  });

  it('leave out holidays by the local date', () => {
    const hours = office('Pacific/Auckland', { holidays: ['2026-12-25'] });
    // Friday the 25th in Auckland begins on Thursday at 11:00 UTC.
    expect(expectedOnMs(hours, at('2026-12-24T11:00'), at('2026-12-25T11:00'))).toBe(0);
    expect(expectedOnMs(hours, at('2026-12-23T11:00'), at('2026-12-24T11:00'))).toBe(hoursMs(8.5));
    expect(whenExpectedOn(hours, at('2026-12-24T11:00'), 1)).toBe(at('2026-12-27T19:00') + 1);
  });

  it('that overlap are worked once', () => {
    const hours = office('UTC', { days: { mon: [['10:00', '14:00'], ['08:00', '11:00']] } }); // prettier-ignore
    expect(expectedOnMs(hours, at('2026-11-23T00:00'), at('2026-11-24T00:00'))).toBe(hoursMs(6));
  });

  it('of which there are none never come', () => {
    const hours = office('Europe/Berlin', { days: {} });
    expect(expectedOnMs(hours, 0, at('2030-01-01T00:00'))).toBe(0);
    expect(whenExpectedOn(hours, 0, 1)).toBe(Infinity);
  });

  it('count whole days for the calendar, without the weekend', () => {
    const hours = office('Europe/Berlin');
    const friday = at('2026-11-20T11:00');
    expect(expectedDaysMs(hours, friday, friday + days(7))).toBe(days(5));
    expect(whenExpectedDays(hours, friday, days(1))).toBe(friday + days(3));
  });

  it('of a date that makes no sense cost no more than any', () => {
    const hours = office('Europe/Berlin');
    expect(expectedOnMs(hours, 0, at('1990-01-01T00:00'))).toBe(0);
    expect(expectedOnMs(hours, at('2400-01-01T00:00'), at('9000-01-01T00:00'))).toBe(0);
    expect(whenExpectedOn(hours, at('2400-01-01T00:00'), 1)).toBe(Infinity);
  });
});
