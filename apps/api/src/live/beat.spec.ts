import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startBeating } from './beat.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function beatsIn(ms: number, look: () => Promise<unknown>): Promise<number> {
  const beat = jest.fn();
  const stop = startBeating(1_000, look, beat);
  await jest.advanceTimersByTimeAsync(ms);
  stop();
  await jest.advanceTimersByTimeAsync(ms);
  return beat.mock.calls.length;
}

describe('the beat of the live connection', () => {
  it('goes on while the server can read, and ends when it is stopped', async () => {
    expect(await beatsIn(5_000, async () => 1)).toBe(5);
  });

  it('falls silent while the database refuses, and comes back with it', async () => {
    let looks = 0;
    expect(await beatsIn(5_000, () => (++looks <= 3 ? Promise.reject(new Error('away')) : Promise.resolve()))).toBe(2);
  });

  it('falls silent while the database hangs, and asks it but once', async () => {
    const look = jest.fn(() => new Promise(() => undefined));
    expect(await beatsIn(5_000, look)).toBe(0);
    expect(look).toHaveBeenCalledTimes(1);
  });
});
