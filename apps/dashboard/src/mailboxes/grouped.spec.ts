import { describe, expect, it } from '@jest/globals';
import type { ReplicaRow } from '@lockstep/contracts';
import { behindPercent, grouped, ungrouped } from './grouped.ts';

const row = (id: string, status: ReplicaRow['status']) => ({ id, status }) as ReplicaRow;
const keys = (lines: readonly { readonly key: string }[]) => lines.map(({ key }) => key);

describe('the list by status', () => {
  const rows = [row('a', 'mismatched'), row('b', 'mismatched'), row('c', 'stale')];

  it('has a line above the rows of each status', () => {
    expect(keys(grouped(rows))).toEqual(['mismatched', 'a', 'b', 'stale', 'c']);
  });

  it('has none in another order', () => {
    expect(keys(ungrouped(rows))).toEqual(['a', 'b', 'c']);
  });

  it('keeps the line of a status that is closed where its rows would stand', () => {
    expect(keys(grouped([row('a', 'mismatched'), row('d', 'silent')], { closed: ['in-step', 'stale'] }))).toEqual(
      ['mismatched', 'a', 'stale', 'silent', 'd', 'in-step'], // prettier-ignore
    );
    expect(
      keys(grouped([row('d', 'silent'), row('a', 'mismatched')], { closed: ['stale', 'in-step'], descending: true })),
    ).toEqual(
      ['in-step', 'silent', 'd', 'stale', 'mismatched', 'a'], // prettier-ignore
    );
  });

  it('does not end with one while rows before it are still to be read', () => {
    const lines = grouped([row('a', 'mismatched')], { closed: ['stale'], complete: false });
    expect(keys(lines)).toEqual(['mismatched', 'a']);
  });

  it('is of lines alone when all are closed', () => {
    expect(keys(grouped([], { closed: ['stale', 'mismatched'] }))).toEqual(['mismatched', 'stale']);
  });
});

describe('the bar of items behind', () => {
  it('is nothing for none, and never too small to be seen', () => {
    expect(behindPercent(0, 3000)).toBe(0);
    expect(behindPercent(1, 3_000_000)).toBe(4);
    expect(behindPercent(3000, 3000)).toBe(100);
  });
});
