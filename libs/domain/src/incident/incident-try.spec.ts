import { describe, expect, it } from '@jest/globals';
import { hours } from '../testing/durations.ts';
import { outcomeOfTry } from './incident-try.ts';

describe('a try at an incident', () => {
  it('waits while the incident is open, and is confirmed by its end', () => {
    expect(outcomeOfTry(hours(1), null, hours(2))).toEqual({ status: 'tried', turnedAt: null });
    expect(outcomeOfTry(hours(1), hours(3), hours(4))).toEqual({ status: 'confirmed', turnedAt: hours(3) });
  });

  it('is not confirmed by an end that is still to come', () => {
    expect(outcomeOfTry(hours(1), hours(3), hours(2))).toEqual({ status: 'tried', turnedAt: null });
  });

  it('says nothing of a fix where the incident was over before', () => {
    expect(outcomeOfTry(hours(3), hours(2), hours(4)).status).toBe('withdrawn');
  });

  it('has failed after a day, also where the incident ends later', () => {
    expect(outcomeOfTry(hours(1), null, hours(25))).toEqual({ status: 'failed', turnedAt: hours(25) });
    expect(outcomeOfTry(hours(1), hours(26), hours(30))).toEqual({ status: 'failed', turnedAt: hours(25) });
    expect(outcomeOfTry(hours(1), hours(25), hours(30)).status).toBe('confirmed');
  });
});
