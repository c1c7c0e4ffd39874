import { expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../figures/time.ts';
import { durationText, parseDuration, parseShare, parseWhole, shareText } from './duration-field.ts';

it('reads times as people write them, and refuses what has no unit', () => {
  expect(parseDuration('4 h')).toBe(4 * HOUR);
  expect(parseDuration('1d 12h')).toBe(36 * HOUR);
  expect(parseDuration('90min')).toBe(90 * MINUTE);
  for (const text of ['', '4', 'h', '4 hours', '4 h and more', '-4 h']) expect(parseDuration(text)).toBeNull();
});

it('writes a time so that it is read back as the same', () => {
  for (const ms of [1_000, MINUTE, 30 * MINUTE, 90 * MINUTE, 4 * HOUR, DAY, 7 * DAY, 36 * HOUR, 2 * DAY + HOUR])
    expect(parseDuration(durationText(ms))).toBe(ms);
  expect([durationText(DAY), durationText(7 * DAY), durationText(90 * MINUTE)]).toEqual(['24 h', '7 d', '1 h 30 min']);
});

it('reads shares and whole numbers with or without their sign', () => {
  expect([parseShare('5 %'), parseShare('12.5'), parseShare('x')]).toEqual([0.05, 0.125, null]);
  expect([shareText(0.05), shareText(0.125)]).toEqual(['5 %', '12.5 %']);
  expect([parseWhole('10 items'), parseWhole('1,000'), parseWhole('ten')]).toEqual([10, 1_000, null]);
});
