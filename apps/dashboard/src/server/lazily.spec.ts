import { describe, expect, it } from '@jest/globals';
import { isMissingCode, lazily } from './lazily.ts';

const missing = new TypeError('Failed to fetch dynamically imported module: http://127.0.0.1/assets/x-1.js');

/** Fails so many times, then loads. */
function fails(times: number): () => Promise<string> {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(missing) : Promise.resolve('code'));
}

describe('code that comes late', () => {
  it('is asked for again while the server is away', async () => {
    expect(await lazily(fails(2), async () => true)).toBe('code');
  });

  it('that a server which answers does not have is missing for good, and is known for that', async () => {
    const error = await lazily(fails(9), async () => false).catch((failure: unknown) => failure);
    expect(isMissingCode(error)).toBe(true);
  });

  it('is loaded where the server came back between the two questions', async () => {
    expect(await lazily(fails(1), async () => false)).toBe('code');
  });
});
