import { describe, expect, it } from '@jest/globals';
import { K12 } from './k12-support-files-damaged.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { attempt } from '../../testing/attempt.ts';
import { days, hours, minutes } from '../../testing/durations.ts';

const stuck = aFolder({
  path: ['INBOX'],
  server: 1_200,
  offline: 0,
  lastSynchronizedAt: NOW - hours(20),
  differs: { since: NOW - hours(18) },
});
const folders = [stuck, aFolder()];
const storeId = { from: 'a', to: 'b', at: NOW - hours(6), position: 50 };
const said = (fix: string, ago: number) => ({ fix, at: NOW - ago, by: 'ann', position: 51 });

describe('K12: the Exchange support files are damaged', () => {
  it('fits when a new store was made, as its id shows, and it fails as before', () => {
    const match = K12.matches(anEvidence({ exchange: true, folders, changes: { storeId } }));
    expect(match?.cause).toContain(
      'A new offline store was made 23 Nov 06:00 UTC (as its new id shows), and 1 folder still fails',
    );
    expect(match?.points[0]).toMatchObject({ position: 50, at: NOW - hours(6) });
    expect(K12.before!(anEvidence())).toBe('K11');
  });

  it('fits when somebody said so, and an attempt after it failed', () => {
    const tries = [said('K11', minutes(50))];
    const attempts = [attempt(minutes(20), 'failed', 'Synchronization failed')];
    const old = [{ ...stuck, status: 'stale' as const }];
    expect(K12.matches(anEvidence({ exchange: true, folders: old, tries, attempts }))?.cause).toContain('as ann says');
  });

  it.each([
    ['no new store was made', anEvidence({ exchange: true, folders })],
    ['the new store has had no chance yet', anEvidence({ exchange: true, folders, tries: [said('K11', minutes(10))] })],
    [
      'the new store fills',
      anEvidence({ exchange: true, folders: [{ ...stuck, inProgress: true }, aFolder()], changes: { storeId } }),
    ],
    [
      'it held for weeks and then failed',
      anEvidence({ exchange: true, folders, changes: { storeId: { ...storeId, at: NOW - days(20) } } }),
    ],
    [
      'the server is out of reach',
      anEvidence({ exchange: true, folders, changes: { storeId }, troubles: ['server-unreachable'] }),
    ],
    ['all is in step', anEvidence({ exchange: true, changes: { storeId } })],
  ])('does not fit when %s', (_, evidence) => {
    expect(K12.matches(evidence)).toBeNull();
  });

  it('is tried, as the version shows that changed after the new store', () => {
    const clientVersion = { from: '9.0.2711', to: '9.0.3821', at: NOW - hours(2), position: 55 };
    const tried = K12.fix!.triedByFacts!;
    expect(tried(anEvidence({ exchange: true, changes: { storeId, clientVersion } }), NOW - hours(5))).toEqual({
      at: NOW - hours(2),
      position: 55,
    });
    expect(tried(anEvidence({ exchange: true, changes: { clientVersion } }), NOW - hours(5))).toBeNull();
    const before = { ...clientVersion, at: NOW - hours(8) };
    expect(tried(anEvidence({ exchange: true, changes: { storeId, clientVersion: before } }), 0)).toBeNull();
  });

  it('is confirmed once reports after it show everything equal', () => {
    expect(K12.fix!.confirmed(anEvidence({ exchange: true }), said('K12', hours(1)))).toBe(true);
    expect(K12.fix!.confirmed(anEvidence({ exchange: true, folders }), said('K12', hours(1)))).toBe(false);
    expect(K12.fix!.confirmed(anEvidence({ exchange: true }), said('K12', minutes(1)))).toBe(false);
  });
});
