import { describe, expect, it } from '@jest/globals';
import { holdUntil } from './hold.ts';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

describe('the grace after an outage of the server', () => {
  it('is none at the first start, and none after a moment', () => {
    expect(holdUntil(NOW, null)).toBe(NOW);
    expect(holdUntil(NOW, NOW - MINUTE / 2)).toBe(NOW);
  });

  it('is as long as the outage was, and five minutes at most', () => {
    expect(holdUntil(NOW, NOW - 3 * MINUTE)).toBe(NOW + 3 * MINUTE);
    expect(holdUntil(NOW, NOW - 500 * MINUTE)).toBe(NOW + 5 * MINUTE);
  });
});
