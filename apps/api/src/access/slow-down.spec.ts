import { describe, expect, it } from '@jest/globals';
import { SlowDown } from './slow-down.ts';

const policy = { free: 3, firstWaitMs: 1_000, longestWaitMs: 4_000, forgetAfterMs: 60_000 };

function slowDown() {
  let now = 1_000_000;
  const guesses = new SlowDown(policy, () => now);
  return { guesses, later: (ms: number) => (now += ms) };
}

describe('somebody who guesses', () => {
  it('has a few tries free, then waits twice as long each time, up to a limit', () => {
    const { guesses } = slowDown();
    const waits = Array.from({ length: 7 }, () => {
      guesses.mistake('eve');
      return guesses.waitMs('eve');
    });
    expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  it('slows nobody else', () => {
    const { guesses } = slowDown();
    for (let i = 0; i < 9; i++) guesses.mistake('eve');
    expect(guesses.waitMs('anna')).toBe(0);
  });

  it('may try again after the wait, and is as good as new after a right guess or a long time', () => {
    const { guesses, later } = slowDown();
    for (let i = 0; i < 3; i++) guesses.mistake('eve');
    later(1_000);
    expect(guesses.waitMs('eve')).toBe(0);
    guesses.mistake('eve');
    expect(guesses.waitMs('eve')).toBe(2_000);
    later(60_000);
    guesses.mistake('eve');
    expect(guesses.waitMs('eve')).toBe(0);
    for (let i = 0; i < 9; i++) guesses.mistake('eve');
    guesses.forgive('eve');
    expect(guesses.waitMs('eve')).toBe(0);
  });

  it('cannot fill the memory with many names', () => {
    const { guesses } = slowDown();
    for (let i = 0; i < 3; i++) guesses.mistake('first');
    for (let i = 0; i < 10_000; i++) guesses.mistake(`name ${i}`);
    expect(guesses.waitMs('first')).toBe(0);
  });
});
