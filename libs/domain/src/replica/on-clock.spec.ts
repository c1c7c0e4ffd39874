import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { calendarAt, changeHours, hear, newClock, onAt, whenCalendar, whenOn } from './on-clock.ts';
import type { WorkingHours } from '@lockstep/contracts';
import { expectedDaysMs, expectedOnMs } from '../policy/working-time.ts';
import { instantOf } from './calendar.ts';
import { seeded } from '../testing/seeded.ts';
import { days, hours, minutes } from '../testing/durations.ts';

function heard(...times: number[]) {
  const clock = newClock();
  for (const at of times) hear(clock, at, minutes(5), DEFAULT_POLICY);
  return clock;
}

describe('client-on time', () => {
  it('runs while reports come, and for one interval after the last', () => {
    const clock = heard(0, minutes(5), minutes(10));
    expect(onAt(clock, minutes(7))).toBe(minutes(7));
    expect(onAt(clock, minutes(12))).toBe(minutes(12));
    expect(onAt(clock, hours(9))).toBe(minutes(15));
    expect(whenOn(clock, minutes(14))).toBe(minutes(14));
    expect(whenOn(clock, minutes(16))).toBe(Infinity);
  });

  it('leaves out silences, and knows nothing of before the first report', () => {
    const clock = heard(0, minutes(5), hours(16), hours(16) + minutes(5));
    expect(onAt(clock, hours(16) + minutes(5))).toBe(minutes(15));
    expect(onAt(clock, hours(8))).toBe(minutes(10));
    expect(onAt(clock, -days(3))).toBe(0);
  });

  it('never goes back, and keeps its sum when its memory of many stretches is thinned', () => {
    const times = Array.from({ length: 400 }, (_, index) => hours(6 * index));
    const clock = newClock();
    let before = 0;
    for (const at of times) {
      hear(clock, at, minutes(5), DEFAULT_POLICY);
      expect(onAt(clock, at)).toBeGreaterThanOrEqual(before);
      before = onAt(clock, at);
    }
    expect(before).toBe(399 * minutes(5));
    expect(clock.knots.length).toBeLessThan(100);
  });
});

describe('calendar time', () => {
  it('counts nights, and leaves out silences of a day', () => {
    const clock = heard(0, hours(16), hours(16) + days(9));
    expect(calendarAt(clock, hours(16))).toBe(hours(16));
    expect(calendarAt(clock, hours(16) + days(9))).toBe(hours(16) + minutes(5));
  });

  it('runs before the first report', () => {
    expect(calendarAt(heard(0), 0) - calendarAt(heard(0), -days(8))).toBe(days(8));
  });
});

describe('with working hours', () => {
  const nine: [string, string] = ['09:00', '17:00'];
  const office: WorkingHours = {
    timeZone: 'Europe/Berlin',
    days: { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] },
    holidays: ['2026-10-28'],
  };
  const late: WorkingHours = { ...office, timeZone: 'America/New_York', holidays: [] };
  /** Clocks are set back in Berlin on the 25th. */
  const THURSDAY = instantOf('2026-10-22T00:00:00.000Z')!;

  function randomlyHeard(seed: number, change?: number) {
    const random = seeded(seed);
    const clock = newClock(office);
    const times: number[] = [];
    for (let at = THURSDAY, nth = 0; nth < 120; nth++) {
      at += random.below(10) === 0 ? random.below(days(1.5)) : random.below(minutes(40));
      hear(clock, at, minutes(20), DEFAULT_POLICY);
      times.push(at);
      if (nth === change) changeHours(clock, late);
    }
    return { clock, times, random };
  }

  it('client-on time runs within them, and calendar time on days that have any', () => {
    const clock = newClock(office);
    for (let at = THURSDAY; at <= THURSDAY + days(7); at += minutes(5)) hear(clock, at, minutes(5), DEFAULT_POLICY);
    expect(clock.on).toBe(expectedOnMs(office, THURSDAY, clock.at));
    expect(clock.calendar).toBe(expectedDaysMs(office, THURSDAY, clock.at));
    const friday = instantOf('2026-10-23T15:00:00.000Z')!;
    const monday = instantOf('2026-10-26T08:00:00.000Z')!;
    expect(onAt(clock, monday)).toBe(onAt(clock, friday));
    expect(calendarAt(clock, monday) - calendarAt(clock, friday)).toBe(hours(7) + hours(9));
  });

  it('reports more often make no difference to it', () => {
    const [often, seldom] = [newClock(office), newClock(office)];
    for (let nth = 0; nth <= 480; nth++) {
      const at = THURSDAY + nth * minutes(7);
      hear(often, at, minutes(15), DEFAULT_POLICY);
      if (nth % 4 === 0) hear(seldom, at, minutes(15), DEFAULT_POLICY);
    }
    expect([seldom.on, seldom.calendar]).toEqual([often.on, often.calendar]);
  });

  it.each([
    ['the same throughout', undefined],
    ['others from the middle on', 60],
  ])('neither clock ever goes back, or jumps: %s', (_name, change) => {
    for (const seed of [1, 2, 3]) {
      const { clock, times, random } = randomlyHeard(seed, change);
      const moments = Array.from({ length: 500 }, () => THURSDAY - days(2) + random.below(times.at(-1)! - THURSDAY + days(4))); // prettier-ignore
      moments.sort((a, b) => a - b);
      for (let index = 1; index < moments.length; index++) {
        const [before, at] = [moments[index - 1]!, moments[index]!];
        for (const clockAt of [onAt, calendarAt]) {
          const ran = clockAt(clock, at) - clockAt(clock, before);
          expect(ran).toBeGreaterThanOrEqual(0);
          if (change === undefined) expect(ran).toBeLessThanOrEqual(at - before);
        }
      }
    }
  });

  it('a reading of the past is what was read then', () => {
    for (const change of [undefined, 60]) {
      const { times } = randomlyHeard(4);
      const replay = newClock(office);
      const read: [number, number, number][] = [];
      times.forEach((at, nth) => {
        hear(replay, at, minutes(20), DEFAULT_POLICY);
        read.push([at, replay.on, replay.calendar]);
        if (nth === change) changeHours(replay, late);
      });
      for (const [at, on, calendar] of read) {
        if (at < replay.knots[0]! || (change !== undefined && at < times[change]!)) continue;
        expect([onAt(replay, at), calendarAt(replay, at)]).toEqual([on, calendar]);
      }
    }
  });

  it('what was counted by other hours stays counted', () => {
    const clock = newClock(office);
    const hearUntil = (from: number, to: number) => {
      for (let at = from; at <= to; at += minutes(5)) hear(clock, at, minutes(5), DEFAULT_POLICY);
    };
    const noon = THURSDAY + hours(12);
    hearUntil(THURSDAY, noon);
    const [on, calendar] = [clock.on, clock.calendar];
    changeHours(clock, null);
    hearUntil(noon, noon + days(2));
    expect([onAt(clock, noon), calendarAt(clock, noon)]).toEqual([on, calendar]);
    expect([onAt(clock, THURSDAY), calendarAt(clock, THURSDAY)]).toEqual([0, 0]);
    expect([clock.on, clock.calendar]).toEqual([on + days(2), calendar + days(2)]);
  });

  it('a deadline is the first moment at which the clock shows what was waited for', () => {
    for (const seed of [5, 6, 7]) {
      const { clock, random } = randomlyHeard(seed);
      for (let times = 0; times < 50; times++) {
        const on = clock.on + 1 + random.below(minutes(20));
        const when = whenOn(clock, on);
        if (when === Infinity) expect(onAt(clock, clock.at + days(9))).toBeLessThan(on);
        else expect([onAt(clock, when), onAt(clock, when - 1)]).toEqual([on, on - 1]);

        const calendar = clock.calendar + 1 + random.below(days(3));
        const day = whenCalendar(clock, calendar);
        expect([calendarAt(clock, day), calendarAt(clock, day - 1)]).toEqual([calendar, calendar - 1]);
      }
    }
  });
});
