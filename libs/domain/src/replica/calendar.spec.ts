import { describe, expect, it } from '@jest/globals';
import { inUtc, instantOf, wireForm } from './calendar.ts';
import { seeded } from '../testing/seeded.ts';

describe('the calendar', () => {
  it('agrees with the one of the engine, leap years and all', () => {
    const random = seeded(1);
    for (let times = 0; times < 2000; times += 1) {
      const at = Math.floor((random.next() - 0.5) * 4_102_444_800_000);
      const text = new Date(at).toISOString();
      expect(instantOf(text)).toBe(at);
      expect(wireForm(at)).toBe(text);
      const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);
      expect(inUtc(at)).toBe(`${short.replace('Sept', 'Sep')} ${text.slice(11, 16)} UTC`);
    }
  });

  it('says nothing of what is not an instant of the wire', () => {
    expect(instantOf('yesterday')).toBeNull();
  });
});
