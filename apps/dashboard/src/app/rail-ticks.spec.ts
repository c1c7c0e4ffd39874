import { expect, it } from '@jest/globals';
import { railTicks } from './rail-ticks.ts';

const at = (hour: number) => new Date(hour * 3_600_000).toISOString();
const span = { from: 0, to: 100 * 3_600_000 };
const incident = (since: number, closed: number | null) => ({
  since: at(since),
  closedAt: closed === null ? null : at(closed),
});

it('draws each as long as it lasted, an open one up to now, oldest first', () => {
  const ticks = railTicks([incident(90, null), incident(20, 30)], span);
  expect(ticks.map(({ left, width }) => [left, width].map((part) => Number(part.toFixed(6))))).toEqual([
    [0.2, 0.1],
    [0.9, 0.1],
  ]);
});

it('begins at the edge what began before the week, and leaves out what ended before it', () => {
  const [one, ...others] = railTicks([incident(-50, -1), incident(-5, 10)], span);
  expect(one).toMatchObject({ left: 0, width: 0.1 });
  expect(others).toEqual([]);
});
