import { describe, expect, it } from '@jest/globals';
import { mulberry32 } from '../../testing/random.ts';
import { nextAttemptAt, type FailedAttempt } from './back-off.ts';

const HOUR = 3_600_000;
const failed = (over: Partial<FailedAttempt> = {}): FailedAttempt => ({
  attempt: 1,
  since: 0,
  now: 0,
  permanent: false,
  ...over,
});
const highest = () => 1;
const lowest = () => 0;

describe('a message that could not be sent', () => {
  it('is tried again after 5 s, then twice as long each time, and never more than 10 min', () => {
    const waits = [1, 2, 3, 7, 8, 19].map((attempt) => nextAttemptAt(failed({ attempt }), highest));
    expect(waits).toEqual([5_000, 10_000, 20_000, 320_000, 600_000, 600_000]);
  });

  it('waits half as long at least, and as chance has it in between, so that many do not come back at once', () => {
    expect(nextAttemptAt(failed({ attempt: 3 }), lowest)).toBe(10_000);
    const random = mulberry32(7);
    const waits = Array.from({ length: 100 }, () => nextAttemptAt(failed({ attempt: 3 }), random)!);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(20_000);
    expect(new Set(waits).size).toBeGreaterThan(90);
  });

  it('waits as long as the other side asks, an hour at most, and not less for it', () => {
    expect(nextAttemptAt(failed({ retryAfterMs: 90_000 }), highest)).toBe(90_000);
    expect(nextAttemptAt(failed({ retryAfterMs: 1 }), highest)).toBe(5_000);
    expect(nextAttemptAt(failed({ retryAfterMs: -5 }), highest)).toBe(5_000);
    expect(nextAttemptAt(failed({ retryAfterMs: 100 * HOUR }), highest)).toBe(HOUR);
  });

  it('is dead at once when the other side refuses it for good', () => {
    expect(nextAttemptAt(failed({ permanent: true, retryAfterMs: 1_000 }), highest)).toBeNull();
  });

  it('is dead after 20 attempts, and when the next would come later than 24 h', () => {
    expect(nextAttemptAt(failed({ attempt: 19 }), highest)).not.toBeNull();
    expect(nextAttemptAt(failed({ attempt: 20 }), highest)).toBeNull();
    expect(nextAttemptAt(failed({ now: 24 * HOUR - 5_000 }), highest)).toBe(24 * HOUR);
    expect(nextAttemptAt(failed({ now: 24 * HOUR - 4_999 }), highest)).toBeNull();
  });
});
