import { describe, expect, it } from '@jest/globals';
import { seeded } from '../testing/seeded.ts';
import { DAY_MS, timeZone } from './time-zone.ts';

/** Half an hour of summer time, two hours of it, none in Ramadan, a quarter, a day that was left out, none at all. */
const ZONES = [
  ...['Europe/Berlin', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Africa/Casablanca', 'Asia/Kathmandu'],
  ...['Pacific/Apia', 'America/St_Johns', 'UTC'],
];
const FROM = Date.UTC(2005, 0, 1);
const TO = Date.UTC(2035, 0, 1);

/** Asked of the engine each time. */
function shown(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${parts.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}

describe('the offset of a zone', () => {
  it.each(ZONES)('is what the engine says, at any moment (%s)', (zone) => {
    const random = seeded(42);
    for (let times = 0; times < 200; times += 1) {
      const at = FROM + random.below(TO - FROM);
      expect([at, timeZone(zone).offsetAt(at)]).toEqual([at, shown(zone, at)]);
    }
  });

  it('turns to the millisecond, forward and back', () => {
    const berlin = timeZone('Europe/Berlin');
    const turns = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)] as const;
    expect(
      turns.map((at) => [berlin.offsetAt(at - 1), berlin.offsetAt(at)].map((offset) => offset / 3_600_000)),
    ).toEqual([
      [1, 2],
      [2, 1],
    ]);
    const day = Math.floor(turns[0] / DAY_MS);
    expect(berlin.piecesOf(day)).toHaveLength(6);
    expect(berlin.piecesOf(day)).toEqual(berlin.piecesOf(day));
  });

  it('is that of UTC in a zone that the engine does not know', () => {
    expect(timeZone('Mars/Olympus').offsetAt(FROM)).toBe(0);
  });
});
