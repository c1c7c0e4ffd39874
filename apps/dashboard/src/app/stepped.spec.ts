import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '../figures/time.ts';
import { steppedTo } from './stepped.ts';

const now = Date.parse('2026-11-23T14:20:31.500Z');

describe('a step in time', () => {
  it('leaves now for a whole minute', () => {
    expect(steppedTo(undefined, -HOUR, now)).toBe('2026-11-23T13:20:00.000Z');
  });

  it('goes on from the moment that is looked at', () => {
    expect(steppedTo('2026-11-23T13:20:00.000Z', -DAY, now)).toBe('2026-11-22T13:20:00.000Z');
  });

  it('ends at now, and does not pass it', () => {
    expect(steppedTo('2026-11-23T13:20:00.000Z', HOUR, now)).toBeUndefined();
    expect(steppedTo('2026-11-23T14:00:00.000Z', HOUR, now)).toBeUndefined();
    expect(steppedTo(undefined, DAY, now)).toBeUndefined();
  });
});
