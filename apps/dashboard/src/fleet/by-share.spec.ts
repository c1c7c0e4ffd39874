import { describe, expect, it } from '@jest/globals';
import { byShare } from './by-share.ts';

const group = (name: string | null, out: number, catching: number, total: number) => ({
  name,
  total,
  statuses: {
    mismatched: out,
    stale: 0,
    silent: 0,
    unknown: 0,
    'catching-up': catching,
    'in-step': total - out - catching,
  },
  cells: null,
});

describe('where it hurts', () => {
  it('is told by the share out of step; catching up does not hurt', () => {
    const names = byShare([group('a', 1, 9, 10), group('b', 3, 0, 10), group('c', 0, 10, 10)]).map((one) => one.name);
    expect(names).toEqual(['b', 'a', 'c']);
  });

  it('stands still by name when nothing hurts, with those that said none at the end', () => {
    const names = byShare([group(null, 0, 0, 9), group('b', 0, 0, 1), group('a', 0, 2, 5)]).map((one) => one.name);
    expect(names).toEqual(['a', 'b', null]);
  });
});
