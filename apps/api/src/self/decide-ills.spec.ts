import { describe, expect, it } from '@jest/globals';
import { decideIlls, evolveStanding, type Standing, type Streaks } from './decide-ills.ts';
import type { Sign } from './signs.ts';

const ill = (severity: 'warning' | 'critical' = 'warning'): Sign => ({
  ill: 'disk-nearly-full',
  is: 'ill',
  severity,
  title: 'The disk is nearly full',
  text: '',
});
const well: Sign = { ill: 'disk-nearly-full', is: 'well' };
const between: Sign = { ill: 'disk-nearly-full', is: 'between' };

/** What each look says. */
function looks(...signs: (Sign | null)[]): string[] {
  let standing: Standing = new Map();
  let streaks: Streaks = new Map();
  return signs.map((sign) => {
    const decided = decideIlls(standing, streaks, sign ? [sign] : []);
    streaks = decided.streaks;
    standing = decided.events.reduce(evolveStanding, standing);
    return decided.events.map(({ type }) => type).join();
  });
}

describe('an ill', () => {
  it('is found by the second look that sees it, and once', () => {
    expect(looks(ill(), ill(), ill(), ill())).toEqual(['', 'IllFound', '', '']);
  });

  it('is none where one look is odd', () => {
    expect(looks(ill(), well, ill(), well)).toEqual(['', '', '', '']);
  });

  it('is cured by the third look that is well, and not by numbers that swing about its limit', () => {
    expect(looks(ill(), ill(), well, well, well, well)).toEqual(['', 'IllFound', '', '', 'IllCured', '']);
    expect(looks(ill(), ill(), well, ill(), well, between, well, ill())).toEqual([
      ...['', 'IllFound', '', '', '', '', '', ''],
    ]);
  });

  it('neither comes nor goes by what is not known', () => {
    expect(looks(ill(), null, ill(), null, null, null, null)).toEqual(['', '', 'IllFound', '', '', '', '']);
  });

  it('that grows worse is found again, and one that eases is not', () => {
    expect(looks(ill(), ill(), ill('critical'), ill('critical'), ill(), ill())).toEqual([
      ...['', 'IllFound', '', 'IllFound', '', ''],
    ]);
  });
});
