import { describe, expect, it } from '@jest/globals';
import { absolute, axisTicks, DAY, dayAndTime, dayTitle, duration, HOUR, MINUTE, SECOND, shortly } from './time.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const zone = 'Europe/Berlin';
const now = Date.parse('2026-11-23T07:41:12Z');

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [12 * SECOND, '12 s'],
    [59_999, '59 s'],
    [4 * MINUTE + 59 * SECOND, '4 min'],
    [9 * HOUR, '9 h'],
    [5 * HOUR + 3 * MINUTE, '5 h 03 min'],
    [2 * DAY + 16 * HOUR + 9 * MINUTE, '2 d 16 h'],
    [2 * DAY + HOUR, '2 d 01 h'],
    [8 * DAY, '8 d'],
    [45 * DAY + HOUR, '45 d'],
  ])('of %d ms is said to two units: %s', (ms, text) => {
    expect(plain(duration(ms))).toBe(text);
  });
});

describe('a moment', () => {
  it('is absolute in the zone of the viewer', () => {
    expect(absolute(Date.parse('2026-11-20T15:02:47Z'), zone)).toBe('Fri 20 Nov 2026, 16:02:47 CET');
  });

  it.each([
    ['2026-11-23T07:40:00Z', '08:40'],
    ['2026-11-20T15:02:47Z', 'Fri 16:02'],
    ['2026-03-12T08:00:00Z', '12 Mar'],
    ['2025-03-12T08:00:00Z', '12 Mar 2025'],
  ])('%s is said as shortly as it can be', (at, text) => {
    expect(shortly(Date.parse(at), now, zone)).toBe(text);
  });

  it('names today, and the year only when it is another', () => {
    expect(dayTitle(now, now, zone)).toBe('Today, Mon 23 Nov');
    expect(dayTitle(now - 2 * DAY, now, zone)).toBe('Sat 21 Nov');
    expect(dayAndTime(Date.parse('2025-11-20T15:32:00Z'), now, zone)).toBe('Thu 20 Nov 2025, 16:32');
  });
});

describe('an axis', () => {
  it.each([
    ['an hour', HOUR],
    ['six hours', 6 * HOUR],
    ['a day', DAY],
    ['a week', 7 * DAY],
  ])('over %s has four to eight ticks, all inside', (_, span) => {
    const ticks = axisTicks(now - span, now);
    expect(ticks.length).toBeGreaterThanOrEqual(4);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.every((tick) => tick >= now - span && tick < now)).toBe(true);
  });
});

describe('an axis over a day whose clocks are set', () => {
  // The zone of this process is what a browser's would be; where its clocks are never set, there is nothing to see.
  it.each(['2026-03-29', '2026-10-25', '2026-04-05', '2026-09-27', '2026-03-08', '2026-11-01'])(
    'keeps to round hours: %s',
    (day) => {
      const noon = new Date(`${day}T12:00:00`).getTime();
      for (const [span, every] of [
        [12 * HOUR, 2],
        [DAY, 3],
        [2 * DAY, 6],
      ] as const) {
        const ticks = axisTicks(noon - span / 2, noon + span / 2);
        expect(ticks.length).toBeGreaterThanOrEqual(6);
        for (const tick of ticks) expect(new Date(tick).getHours() % every).toBe(0);
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
      }
    },
  );
});
