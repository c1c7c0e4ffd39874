import { describe, expect, it } from '@jest/globals';
import { sortGently, type Breather } from './breather.ts';

/** Numbers in no order, each several times. */
const MANY = Array.from({ length: 5_321 }, (_, index) => ({ key: (index * 7_919) % 1_009, index }));

describe('sorting that leaves the process to others', () => {
  it('comes to what sorting at once comes to, and keeps the order of equals', async () => {
    const rest: Breather = { breathe: () => undefined };
    const compare = (one: { key: number }, other: { key: number }) => one.key - other.key;
    expect(await sortGently(MANY, rest, compare)).toEqual(MANY.toSorted(compare));
    expect(await sortGently([], rest, compare)).toEqual([]);
  });

  it('asks for a rest all along, and ends when it may not go on', async () => {
    let asked = 0;
    const rest: Breather = { breathe: () => (++asked < 20 ? Promise.resolve() : Promise.reject(new Error('gone'))) };
    await expect(sortGently(MANY, rest, () => 0)).rejects.toThrow('gone');
  });
});
