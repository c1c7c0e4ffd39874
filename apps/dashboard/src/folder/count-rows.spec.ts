import { describe, expect, it } from '@jest/globals';
import { countDomain, countRows, countTicks } from './count-rows.ts';

const span = { from: 0, to: 100 };
const iso = (at: number) => new Date(at).toISOString();

describe('server and offline over time', () => {
  it('has a row at each change and at both ends, with the numbers that then stand', () => {
    const rows = countRows(
      [
        [-10, 5, 5],
        [40, 9, 5],
      ],
      [],
      span,
    );
    expect(rows.map((row) => [row.at, row.server, row.offline])).toEqual([
      [0, 5, 5],
      [40, 9, 5],
      [100, 9, 5],
    ]);
  });

  it('is a gap where nobody could read, with the last known number beside it', () => {
    const rows = countRows(
      [
        [0, 5, 5],
        [40, null, 5],
        [80, 7, 5],
      ],
      [],
      span,
    );
    expect(rows.map((row) => [row.at, row.server, row.serverLast])).toEqual([
      [0, 5, null],
      // The line reaches to where it ends, and from there on it is only known what was.
      [40, 5, null],
      [40, null, 5],
      [80, 7, 7],
      [100, 7, null],
    ]);
    expect(rows[3]!.offlineLast).toBeNull();
  });

  it('draws no line through a silence, only what was known before it', () => {
    const statuses = [
      { status: 'mismatched' as const, from: iso(0), to: iso(30) },
      { status: 'silent' as const, from: iso(30), to: iso(60) },
      { status: 'mismatched' as const, from: iso(60), to: null },
    ];
    const rows = countRows([[0, 9, 5]], statuses, span);
    expect(rows.map((row) => [row.at, row.server, row.serverLast, row.offline, row.offlineLast])).toEqual([
      [0, 9, null, 5, null],
      [30, 9, null, 5, null],
      [30, null, 9, null, 5],
      [60, 9, 9, 5, 5],
      [100, 9, null, 5, null],
    ]);
    expect(rows[2]!.gaps.silent).toEqual([5, 9]);
  });

  it('fills the gap in the colour of its stretch, and each stretch to its very end', () => {
    const statuses = [
      { status: 'catching-up' as const, from: iso(0), to: iso(50) },
      { status: 'mismatched' as const, from: iso(50), to: null },
    ];
    const rows = countRows([[0, 9, 5]], statuses, span);
    expect(rows.map((row) => row.gaps)).toEqual([
      { 'catching-up': [5, 9] },
      { 'catching-up': [5, 9], mismatched: [5, 9] },
      { mismatched: [5, 9] },
    ]);
  });

  it('has no gap where the numbers are equal or one is unknown', () => {
    const statuses = [{ status: 'unknown' as const, from: iso(0), to: null }];
    expect(
      countRows(
        [
          [0, 5, 5],
          [50, null, 5],
        ],
        statuses,
        span,
      ).every((row) => Object.keys(row.gaps).length === 0),
    ).toBe(true);
  });
});

describe('its axis', () => {
  it('leaves room and does not make a cliff of one item', () => {
    const [low, high] = countDomain(countRows([[0, 1000, 999]], [], span));
    expect(low).toBeLessThan(999);
    expect(high - low).toBeGreaterThanOrEqual(8);
  });

  it('never goes below zero', () => {
    expect(countDomain(countRows([[0, 1, 0]], [], span))[0]).toBe(0);
  });

  it('has whole ticks inside', () => {
    const domain = countDomain(countRows([[0, 12_846, 11_902]], [], span));
    const ticks = countTicks(domain);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every((tick) => tick >= domain[0] && tick <= domain[1])).toBe(true);
  });
});
