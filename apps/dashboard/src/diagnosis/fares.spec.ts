import { expect, it } from '@jest/globals';
import { faresInShort, faresText } from './fares.ts';

const fares = {
  open: 0,
  tried: 0,
  confirmed: 0,
  failed: 0,
  relapsed: 0,
  waiting: 0,
  medianMsToConfirm: null,
  enough: false,
};

it('says how a fix fares, and that few tries tell nothing', () => {
  expect(faresText(fares)).toBe('not tried here yet');
  expect(faresText({ ...fares, tried: 9, confirmed: 9 })).toMatch('too few to tell');
  expect(faresText({ ...fares, tried: 12, confirmed: 9, enough: true, medianMsToConfirm: 7_200_000 })).toMatch(
    /confirmed 9 of 12 here, median/,
  );
});

it('counts no try against a fix that is still waited for', () => {
  const waited = { ...fares, tried: 16, confirmed: 12, failed: 3, waiting: 1, enough: true };
  expect(faresText(waited)).toBe('confirmed 12 of 15 here, 1 waiting');
  expect(faresInShort(waited)).toBe('worked 12 of 15');
});

it('is short where there is little room', () => {
  const of = (tried: number, enough = false) =>
    faresInShort({ ...fares, tried, confirmed: 11, enough }).replaceAll('\u00a0', ' ');
  expect([of(1), of(2), of(3), of(12, true)]).toEqual([
    'tried once here',
    'tried twice here',
    'tried 3 times here',
    'worked 11 of 12',
  ]);
});
