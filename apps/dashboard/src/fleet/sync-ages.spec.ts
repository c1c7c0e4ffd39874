import { describe, expect, it } from '@jest/globals';
import { ageBars, thresholdAt } from './sync-ages.ts';

const MINUTE = 60_000;
const bounds = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE, 1440 * MINUTE, 7 * 1440 * MINUTE, null];
const ages = { buckets: bounds.map((upToMs) => ({ upToMs, total: 10, stale: 3, silent: 2 })) };

describe('the ages of the last sync', () => {
  it('are named by their bounds', () => {
    expect(ageBars(ages).map((bar) => bar.label)).toEqual(['< 5 m', '15 m', '1 h', '4 h', '24 h', '7 d', '> 7 d']);
  });

  it('tell stale and silent from the rest', () => {
    expect(ageBars(ages)[0]).toMatchObject({ total: 10, stale: 3, silent: 2, other: 5 });
  });

  it('have the line of the policy where it belongs', () => {
    expect(thresholdAt(ages, 240 * MINUTE)).toBe(4);
    expect(thresholdAt(ages, 840 * MINUTE)).toBe(4.5);
    expect(thresholdAt(ages, 30 * 1440 * MINUTE)).toBeNull();
  });
});
