import { describe, expect, it } from '@jest/globals';
import { countTable } from './count-table.ts';
import { summedPoints } from './summed-points.ts';

describe('the counts of all folders together', () => {
  it('take a step each time one of them changes', () => {
    const inbox = {
      points: [
        [10, 5, 5],
        [30, 8, 5],
      ] as const,
    };
    const sent = { points: [[20, 100, 90]] as const };
    expect(summedPoints([inbox, sent])).toEqual([
      [10, 5, 5],
      [20, 105, 95],
      [30, 108, 95],
    ]);
  });

  it('are one step where several changed at one moment', () => {
    expect(summedPoints([{ points: [[10, 5, 5]] }, { points: [[10, 1, 2]] }])).toEqual([[10, 6, 7]]);
  });

  it('are unknown, not less, while one of them could not be read', () => {
    const unread = {
      points: [
        [10, 5, 5],
        [20, null, 5],
        [30, 6, 6],
      ] as const,
    };
    expect(summedPoints([unread, { points: [[10, 1, 1]] }])).toEqual([
      [10, 6, 6],
      [20, null, 6],
      [30, 7, 7],
    ]);
  });
});

describe('the table of counts', () => {
  it('says what held when the span began, and every change in it, newest first; unknown is not zero', () => {
    const points = [
      [0, 1, 1],
      [1_000, 5, 5],
      [2_000, 8, 5],
      [3_000, null, 5],
      [9_000, 9, 9],
    ] as const;
    expect(countTable('x', 'x', points, { from: 1_500, to: 4_000 }).rows).toEqual([
      ['1970-01-01T00:00:03.000Z', null, 5, null],
      ['1970-01-01T00:00:02.000Z', 8, 5, 3],
      ['1970-01-01T00:00:01.000Z', 5, 5, 0],
    ]);
  });
});
