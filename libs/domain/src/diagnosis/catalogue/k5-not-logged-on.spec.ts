import { describe, expect, it } from '@jest/globals';
import { K5 } from './k5-not-logged-on.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { attempt } from '../../testing/attempt.ts';
import { hours, minutes } from '../../testing/durations.ts';

const stale = aFolder({ path: ['INBOX'], status: 'stale', lastSynchronizedAt: NOW - hours(6) });

describe('K5: not logged on to Windows', () => {
  it('fits when nobody is logged on and everything is stale since the client came back', () => {
    const newestSilence = { from: NOW - hours(20), to: NOW - hours(5) };
    const match = K5.matches(
      anEvidence({ exchange: true, profile: { loggedOn: false }, folders: [stale], newestSilence }),
    );
    expect(match?.cause).toContain('Nobody is logged on since the client came back 23 Nov 07:00 UTC');
  });

  it('fits when attempts fail on the password, and points at them', () => {
    const attempts = [attempt(minutes(10), 'failed', 'Logon failed'), attempt(hours(1), 'failed', 'MAPI 80040111')];
    const match = K5.matches(anEvidence({ exchange: true, folders: [stale], attempts }));
    expect(match?.cause).toContain('2 attempts failed of it');
    expect(match?.since).toBe(NOW - hours(1));
    expect(match?.points[0]).toMatchObject({ position: 70, at: NOW - minutes(10) });
  });

  it.each([
    ['nothing is out of step', anEvidence({ exchange: true, profile: { loggedOn: false } })],
    [
      'a sync completed just now',
      anEvidence({ exchange: true, profile: { loggedOn: false }, folders: [stale, aFolder()] }),
    ],
    [
      'the attempts fail of the network',
      anEvidence({
        exchange: true,
        folders: [stale],
        attempts: [attempt(minutes(10), 'failed', 'Network unreachable')],
      }),
    ],
    [
      'an attempt has succeeded since',
      anEvidence({
        exchange: true,
        folders: [stale],
        attempts: [attempt(minutes(10), 'succeeded'), attempt(hours(1), 'failed', 'Logon failed')],
      }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K5.matches(evidence)).toBeNull();
  });

  it('is confirmed by an attempt that succeeds after it was tried', () => {
    const tried = { fix: 'K5', at: NOW - hours(1), by: null, position: 7 };
    const attempts = [attempt(minutes(10), 'succeeded')];
    expect(K5.fix!.confirmed(anEvidence({ exchange: true, folders: [stale], attempts }), tried)).toBe(true);
    expect(K5.fix!.confirmed(anEvidence({ exchange: true, folders: [stale] }), tried)).toBe(false);
    expect(K5.fix!.confirmed(anEvidence({ exchange: true, profile: { loggedOn: false }, attempts }), tried)).toBe(
      false,
    );
  });
});
