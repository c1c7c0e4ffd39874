import { describe, expect, it } from '@jest/globals';
import { etaOf } from './eta.ts';
import { minutes } from '../testing/durations.ts';

const behind = (...items: number[]) => items.flatMap((many, index) => [minutes(5 * index), many]);
const eta = (points: readonly number[], now: number) => etaOf(points, points.at(-1) ?? 0, now)?.eta ?? null;

describe('the time of arrival', () => {
  it('is where a steady fall reaches zero', () => {
    expect(eta(behind(500, 400, 300, 200, 100), minutes(20))).toEqual({
      at: minutes(25),
      earliest: minutes(25),
      latest: minutes(25),
    });
  });

  it('is not bent by one odd report', () => {
    const bent = eta(behind(900, 800, 700, 650, 500, 400, 300), minutes(30))!;
    expect(Math.abs(bent.at - minutes(45))).toBeLessThan(minutes(1));
    expect(bent.earliest).toBeLessThanOrEqual(bent.at);
    expect(bent.latest).toBeGreaterThanOrEqual(bent.at);
  });

  it('is not said from too few points, from a rise, or from what stands still', () => {
    expect(eta(behind(500, 400, 300), minutes(10))).toBeNull();
    expect(eta(behind(100, 200, 300, 400), minutes(15))).toBeNull();
    expect(eta(behind(100, 100, 100, 100), minutes(15))).toBeNull();
    expect(eta([], 0)).toBeNull();
  });

  it('is not said when it is silly', () => {
    expect(eta(behind(100_000, 99_999, 99_998, 99_997), minutes(15))).toBeNull();
  });

  it('moves away while nothing more is said', () => {
    const backlog = behind(500, 400, 300, 200);
    expect(eta(backlog, minutes(15))!.at).toBe(minutes(25));
    expect(eta(backlog, minutes(20))!.at).toBe(minutes(30));
  });
});
