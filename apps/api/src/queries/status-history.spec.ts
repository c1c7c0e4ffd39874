import { describe, expect, it } from '@jest/globals';
import { countAt, moments, noReplicas } from './status-history.ts';

describe('the history of statuses', () => {
  it('counts at each moment those who have entered and not left, the moment itself among them', () => {
    const counted = countAt(
      [
        { at: 10, status: 'in-step', change: 2 },
        { at: 20, status: 'in-step', change: -1 },
        { at: 20, status: 'stale', change: 1 },
      ],
      [0, 10, 19, 20],
    );
    expect(counted.map(({ counts }) => [counts['in-step'], counts.stale])).toEqual([
      [0, 0],
      [2, 0],
      [2, 0],
      [1, 1],
    ]);
    expect(countAt([], [5])).toEqual([{ at: 5, counts: noReplicas() }]);
  });

  it('is asked at evenly spaced moments, both ends among them', () => {
    expect(moments(0, 100, 5)).toEqual([0, 25, 50, 75, 100]);
    expect(moments(7, 7, 3)).toEqual([7]);
  });
});
