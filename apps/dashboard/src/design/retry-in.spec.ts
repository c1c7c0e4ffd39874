import { describe, expect, it } from '@jest/globals';
import { retryIn } from './retry-in.ts';

describe('the wait until something is tried again', () => {
  it('doubles, to a minute', () => {
    let before: { times: number; at: number } | undefined;
    const waits = [0, 20_000, 60_000, 120_000, 200_000].map((at) => {
      const { times, waitMs } = retryIn(before, at);
      before = { times, at };
      return waitMs;
    });
    expect(waits).toEqual([8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is as long as the server asks for', () => {
    expect(retryIn(undefined, 0, 30_000).waitMs).toBe(30_000);
    expect(retryIn(undefined, 0, 1_000).waitMs).toBe(8_000);
  });

  it('begins anew after a while in which nothing failed', () => {
    expect(retryIn({ times: 4, at: 0 }, 600_000)).toEqual({ times: 1, waitMs: 8_000 });
  });
});
