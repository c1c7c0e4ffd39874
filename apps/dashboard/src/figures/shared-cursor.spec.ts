import { expect, it } from '@jest/globals';
import { sameMoment } from './shared-cursor.ts';

const MINUTE = 60_000;
const ticks = [10, 20, 30].map((minute) => ({ value: minute * MINUTE }));
const at = (minute: number) => sameMoment(ticks, { activeLabel: String(minute * MINUTE) });

it('stands where the other chart’s cursor stands, or at the last moment before it', () => {
  expect([at(10), at(19), at(20), at(30)]).toEqual([0, 0, 1, 2]);
});

it('stands nowhere where this chart has nothing', () => {
  expect([at(9), at(32), sameMoment(ticks, {}), sameMoment([], { activeLabel: '1' })]).toEqual([-1, -1, -1, -1]);
});

it('takes two charts that end now for the same, although they looked at the clock one after the other', () => {
  expect(at(30.5)).toBe(2);
});
