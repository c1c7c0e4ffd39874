import { describe, expect, it } from '@jest/globals';
import { axisSteps, axisTop, bandLabels, historyRows, type HistoryRow } from './history-rows.ts';

const none = { mismatched: 0, stale: 0, silent: 0, unknown: 0, 'catching-up': 0, 'in-step': 0 };
const row = (change: Partial<HistoryRow>): HistoryRow => ({ at: 0, ...none, ...change });
const bands = ['mismatched', 'stale', 'silent', 'unknown', 'catching-up'] as const;

describe('the history of the fleet', () => {
  it('ends with the counters of now, so that the chart equals them', () => {
    const rows = historyRows(
      { points: [{ at: '1970-01-01T00:00:01.000Z', ...none }] },
      { statuses: { ...none, stale: 18 } },
      5_000,
    );
    expect(rows.map((r) => [r.at, r.stale])).toEqual([
      [1_000, 0],
      [5_000, 18],
    ]);
  });

  it('leaves out points that claim to be later than now', () => {
    expect(historyRows({ points: [{ at: '1970-01-01T00:00:09.000Z', ...none }] }, undefined, 5_000)).toEqual([]);
  });
});

describe('its axis', () => {
  it('never zooms below a tenth of the fleet', () => {
    expect(axisTop([row({ stale: 3 })], bands, 2418)).toBeGreaterThanOrEqual(241);
    expect(axisTop([row({ stale: 900 })], bands, 2418)).toBeGreaterThanOrEqual(900);
  });

  it('has three to six whole steps up to its top', () => {
    for (const fleet of [1, 3, 9, 40, 300, 2418, 99_000]) {
      const top = axisTop([], bands, fleet);
      const steps = axisSteps(top);
      expect(steps[steps.length - 1]).toBe(top);
      expect(steps.length).toBeLessThanOrEqual(6);
      expect(steps.every(Number.isInteger)).toBe(true);
    }
  });
});

describe('its labels', () => {
  it('stand at their bands and at least a line apart', () => {
    const labels = bandLabels(
      row({ mismatched: 37, stale: 18, silent: 64, unknown: 221, 'catching-up': 46 }),
      bands,
      400,
      200,
    );
    expect(labels.map((label) => label.status)).toEqual([...bands]);
    labels.slice(1).forEach((label, index) => expect(labels[index]!.y - label.y).toBeGreaterThanOrEqual(16));
  });

  it('leave out bands without mailboxes', () => {
    expect(bandLabels(row({ silent: 21 }), bands, 240, 200).map((label) => label.status)).toEqual(['silent']);
  });

  it('stay on the plot when all bands are crowded at its top', () => {
    const labels = bandLabels(
      row({ mismatched: 390, stale: 2, silent: 2, unknown: 2, 'catching-up': 4 }),
      bands,
      400,
      200,
    );
    labels.forEach((label) => expect(label.y).toBeGreaterThanOrEqual(0));
  });
});
