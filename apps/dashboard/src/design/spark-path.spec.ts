import { describe, expect, it } from '@jest/globals';
import { sparkPath } from './spark-path.ts';

const span = { from: 0, to: 100 };

describe('a spark', () => {
  it('draws steps that stand until the next, and ends in a dot', () => {
    const { line, last } = sparkPath(
      [
        [0, 0],
        [50, 10],
      ],
      span,
      104,
      24,
    );
    expect(line).toBe('M1 22H51V2H101');
    expect(last).toEqual({ x: 101, y: 2 });
  });

  it('is broken where nobody could read the number', () => {
    const { line, last } = sparkPath(
      [
        [0, 10],
        [20, null],
        [40, 10],
        [60, null],
      ],
      span,
      104,
      24,
    );
    expect(line).toBe('M1 2H21M41 2H61');
    expect(last).toBeNull();
  });

  it('stands at its first level when that is older than the span', () => {
    expect(sparkPath([[-500, 10]], span, 104, 24).line).toBe('M1 2H101');
  });

  it('lifts the line of zero for items that exist only offline', () => {
    const { zero } = sparkPath([[0, -10]], span, 104, 24);
    expect(zero).toBe(12);
  });

  it('keeps a difference of one small', () => {
    expect(sparkPath([[0, 1]], span, 104, 24).line).toBe('M1 20H101');
  });
});
