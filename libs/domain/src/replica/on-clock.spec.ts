import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { calendarAt, hear, newClock, onAt, whenOn } from './on-clock.ts';
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
