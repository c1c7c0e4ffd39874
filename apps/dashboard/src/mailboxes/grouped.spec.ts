import { describe, expect, it } from '@jest/globals';
import type { ReplicaRow } from '@lockstep/contracts';
import { behindPercent, grouped } from './grouped.ts';

const row = (id: string, status: ReplicaRow['status']) => ({ id, status }) as ReplicaRow;

describe('the list by status', () => {
  const rows = [row('a', 'mismatched'), row('b', 'mismatched'), row('c', 'stale')];

  it('has a line above the rows of each status', () => {
    expect(grouped(rows, true).map((line) => line.key)).toEqual(['mismatched', 'a', 'b', 'stale', 'c']);
  });

  it('has none in another order', () => {
    expect(grouped(rows, false).map((line) => line.key)).toEqual(['a', 'b', 'c']);
  });
});

describe('the bar of items behind', () => {
  it('is nothing for none, and never too small to be seen', () => {
    expect(behindPercent(0, 3000)).toBe(0);
    expect(behindPercent(1, 3_000_000)).toBe(4);
    expect(behindPercent(3000, 3000)).toBe(100);
  });
});
