import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../figures/time.ts';
import { readingAt, trendOf } from './trend.ts';

const NOW = Date.parse('2026-11-23T08:41:00Z');
const at = (minutes: number) => NOW - minutes * MINUTE;
const points = (...steps: [ago: number, server: number | null, offline: number | null][]) =>
  steps.map(([ago, server, offline]) => [at(ago), server, offline] as const);

describe('the trend of a difference', () => {
  it('is by how much it grew within the hour, from the first change on', () => {
    const seen = points([300, 12_800, 11_902], [70, 12_838, 11_902], [10, 12_842, 11_902], [1, 12_846, 11_902]);
    expect(trendOf(seen, NOW)).toEqual({ by: 8, since: at(10) });
  });

  it('is the same since it last changed, though both sides move', () => {
    const seen = points([300, 110, 100], [200, 120, 100], [100, 121, 101], [5, 125, 105]);
    expect(trendOf(seen, NOW)).toEqual({ by: 0, since: at(200) });
  });

  it('grows as well where items exist only offline', () => {
    expect(trendOf(points([200, 10, 12], [20, 10, 15]), NOW)).toEqual({ by: 3, since: at(20) });
  });

  it('passes over what could not be read, and is nothing where nothing was', () => {
    expect(trendOf(points([200, 30, 10], [50, null, 10], [20, 25, 10]), NOW)).toEqual({ by: -5, since: at(20) });
    expect(trendOf(points([50, null, 10]), NOW)).toBeNull();
  });
});

it('reads what held at a moment', () => {
  const seen = points([60, 1, 2], [30, 3, 4]);
  expect(readingAt(seen, at(40))).toEqual([at(60), 1, 2]);
  expect(readingAt(seen, at(90))).toBeNull();
});
