import { describe, expect, it } from '@jest/globals';
import { areaPath } from './rail-path.ts';

describe('the area of the rail', () => {
  it('spans its box and stands on its floor', () => {
    const { line, ground } = areaPath(
      [
        [0, 0],
        [50, 10],
        [100, 5],
      ],
      { from: 0, to: 100 },
      10,
      35,
    );
    expect(line).toBe('M0.0 29.0L500.0 13.0L1000.0 21.0');
    expect(ground).toBe(`${line}L1000.0 30L0.0 30Z`);
  });

  it('is nothing without samples inside the span', () => {
    expect(areaPath([[-5, 3]], { from: 0, to: 100 }, 10, 35)).toEqual({ line: '', ground: '' });
  });
});
