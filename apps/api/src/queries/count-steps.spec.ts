import { describe, expect, it } from '@jest/globals';
import type { Reported } from '@lockstep/domain';
import { CountSteps, thin } from './count-steps.ts';

const report = (kind: 'full' | 'delta', folders: Reported['folders'], removed?: Reported['removed']): Reported => ({
  epoch: 'e',
  seq: 1,
  kind,
  interval: 300,
  folders,
  ...(removed && { removed }),
});

describe('the steps of a count', () => {
  it('have a point where one of the two changed, and none where nothing did', () => {
    const steps = new CountSteps({ from: 0, to: 9 });
    steps.add(0, ['A'], 5, 5);
    steps.report(1, report('delta', [[['A'], 5, 5, null]]));
    steps.report(2, report('delta', [[['A'], 6, 5, null]]));
    steps.report(3, report('delta', [[['A'], null, 5, null]]));
    expect(steps.folders()).toEqual([
      {
        path: ['A'],
        points: [
          [0, 5, 5],
          [2, 6, 5],
          [3, null, 5],
        ],
      },
    ]);
  });

  it('end in the unknown when the folder is removed, or left out of a full report', () => {
    const steps = new CountSteps({ from: 0, to: 9 });
    steps.report(
      1,
      report('full', [
        [['A'], 1, 1, null],
        [['B'], 2, 2, null],
      ]),
    );
    steps.report(2, report('delta', [], [['A']]));
    steps.report(3, report('full', [[['A'], 1, 1, null]]));
    expect(steps.folders().map(({ points }) => points)).toEqual([
      [
        [1, 1, 1],
        [2, null, null],
        [3, 1, 1],
      ],
      [
        [1, 2, 2],
        [3, null, null],
      ],
    ]);
  });

  it('are of one folder when one is asked for', () => {
    const steps = new CountSteps({ from: 0, to: 9, only: 'A' });
    steps.report(
      1,
      report('full', [
        [['A'], 1, 1, null],
        [['A', 'B'], 2, 2, null],
      ]),
    );
    expect(steps.folders()).toHaveLength(1);
  });

  it('are thinned to the last of each stretch, and never lose the newest', () => {
    const points = Array.from({ length: 1_000 }, (_, at) => [at, at, at] as const);
    const thinned = thin(points, 0, 1_000, 100);
    expect(thinned).toHaveLength(100);
    expect(thinned[0]).toEqual([9, 9, 9]);
    expect(thinned.at(-1)).toEqual([999, 999, 999]);
    expect(thin(points, 0, 1_000, 1_000)).toEqual(points);
  });

  it('are the same however many were left out before the end', () => {
    const points = Array.from({ length: 10_000 }, (_, at) => [at, at % 7, at] as const);
    const steps = new CountSteps({ from: 0, to: 10_000, most: 50 });
    for (const [at, server, offline] of points) steps.add(at, ['A'], server, offline);
    expect(steps.folders()).toEqual([{ path: ['A'], points: thin(points, 0, 10_000, 50) }]);
  });

  it('take in what comes too late at its place', () => {
    const steps = new CountSteps({ from: 0, to: 9 });
    steps.report(2, report('full', [[['A'], 1, 1, null]]));
    steps.report(6, report('full', [[['A'], 3, 3, null]]));
    steps.report(4, report('full', [[['A'], 2, 2, null]]));
    steps.report(1, report('full', []));
    expect(steps.folders()[0]!.points).toEqual([
      [2, 1, 1],
      [4, 2, 2],
      [6, 3, 3],
    ]);
  });
});
