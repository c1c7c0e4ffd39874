import { describe, expect, it } from '@jest/globals';
import { Backoff } from './backoff.ts';

describe('the wait before the next attempt', () => {
  it('doubles up to its limit, half of it by chance', () => {
    const least = new Backoff(() => 0, 1_000, 8_000);
    expect([1, 2, 3, 4, 5, 6].map(() => least.next())).toEqual([500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    const most = new Backoff((below) => below - 1, 1_000, 8_000);
    expect([1, 2].map(() => most.next())).toEqual([999, 1_999]);
  });
  it('is never shorter than the server asks', () => {
    expect(new Backoff(() => 0, 1_000, 8_000).next(30_000)).toBe(30_000);
  });
  it('begins anew after a success', () => {
    const backoff = new Backoff(() => 0, 1_000, 8_000);
    backoff.next();
    backoff.next();
    backoff.succeeded();
    expect(backoff.next()).toBe(500);
  });
});
