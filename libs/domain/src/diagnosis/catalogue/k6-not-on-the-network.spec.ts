import { describe, expect, it } from '@jest/globals';
import { K6 } from './k6-not-on-the-network.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { attempt } from '../../testing/attempt.ts';
import { hours, minutes } from '../../testing/durations.ts';

const uncounted = aFolder({ path: ['INBOX'], server: null, offline: 500, lastSynchronizedAt: NOW - hours(1) });
const stale = aFolder({ path: ['INBOX'], status: 'stale', lastSynchronizedAt: NOW - hours(6) });

describe('K6: not on the network', () => {
  it('fits when the server is out of reach, and says since when', () => {
    const match = K6.matches(anEvidence({ exchange: true, folders: [uncounted], troubles: ['server-unreachable'] }));
    expect(match).toMatchObject({ since: NOW - hours(1) });
    expect(match?.cause).toContain('exchange.example.org has been out of reach from laptop since 23 Nov 11:00 UTC');
    expect(match?.points[0]).toMatchObject({ position: 80 });
  });

  it('fits with the first report that says so, while all is in step and a sync runs', () => {
    const running = aFolder({ path: ['INBOX'], inProgress: true });
    const troubles = [{ code: 'server-unreachable', since: NOW, position: 3 }];
    const match = K6.matches(anEvidence({ exchange: true, folders: [running], troubles }));
    expect(match?.cause).toMatch(/out of reach from laptop since .*; the last sync was [^,]*\.$/);
    expect(K6.fix!.suggestAfterMs).toBe(minutes(30));
  });

  it('fits when attempts end in a time-out', () => {
    const attempts = [attempt(minutes(5), 'failed', 'Timed out'), attempt(minutes(20), 'failed', '8004011D')];
    expect(K6.matches(anEvidence({ exchange: true, folders: [stale], attempts }))?.cause).toContain(
      '2 attempts failed',
    );
  });

  it.each([
    [
      'only one folder timed out',
      anEvidence({ exchange: true, folders: [stale, aFolder({ troubles: ['server-timeout'] })] }),
    ],
    [
      'nobody has tried since yesterday',
      anEvidence({
        exchange: true,
        folders: [stale],
        attempts: [attempt(hours(30), 'failed', 'Timed out')],
        lastSyncAt: NOW - hours(40),
      }),
    ],
    [
      'a sync completed after it',
      anEvidence({
        exchange: true,
        folders: [stale],
        attempts: [attempt(hours(2), 'failed', 'Timed out')],
        lastSyncAt: NOW - hours(1),
      }),
    ],
    [
      'everything is in step, and attempts fail',
      anEvidence({ exchange: true, attempts: [attempt(minutes(5), 'failed', 'Timed out')] }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K6.matches(evidence)).toBeNull();
  });

  it('is confirmed by the next attempt that succeeds', () => {
    const tried = { fix: 'K6', at: NOW - hours(1), by: 'zoe', position: 7 };
    expect(K6.fix!.confirmed(anEvidence({ exchange: true }), tried)).toBe(true);
    expect(K6.fix!.confirmed(anEvidence({ exchange: true, troubles: ['server-unreachable'] }), tried)).toBe(false);
    expect(K6.fix!.confirmed(anEvidence({ exchange: true, folders: [stale] }), tried)).toBe(false);
  });
});
