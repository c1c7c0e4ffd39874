import { describe, expect, it } from '@jest/globals';
import { K13 } from './k13-escalate.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours, minutes } from '../../testing/durations.ts';

const stuck = aFolder({
  path: ['INBOX'],
  server: 1_200,
  offline: 0,
  lastSynchronizedAt: NOW - hours(30),
  differs: { since: NOW - hours(28) },
});
const folders = [stuck, aFolder()];
const storeId = { from: 'a', to: 'b', at: NOW - hours(20), position: 50 };
const clientVersion = { from: '1', to: '2', at: NOW - hours(6), position: 55 };
const said = (fix: string, ago: number) => ({ fix, at: NOW - ago, by: 'ann', position: 51 });

describe('K13: all of it failed', () => {
  it('fits when a new store and a new installation, as the facts show, changed nothing', () => {
    const match = K13.matches(anEvidence({ exchange: true, folders, changes: { storeId, clientVersion } }));
    expect(match?.cause).toContain(
      'made 22 Nov 16:00 UTC and the program was installed anew 23 Nov 06:00 UTC; 1 folder still fails',
    );
    expect(match?.points.slice(0, 2).map(({ position }) => position)).toEqual([50, 55]);
  });

  it('fits when somebody said that both were tried', () => {
    const tries = [said('K12', hours(5)), said('K11', hours(9))];
    expect(K13.matches(anEvidence({ exchange: true, folders, tries }))).not.toBeNull();
  });

  it.each([
    ['the program was not installed anew', anEvidence({ exchange: true, folders, changes: { storeId } })],
    [
      'the version changed before the new store',
      anEvidence({
        exchange: true,
        folders,
        changes: { storeId, clientVersion: { ...clientVersion, at: NOW - hours(25) } },
      }),
    ],
    ['no new store was made', anEvidence({ exchange: true, folders, tries: [said('K12', hours(5))] })],
    [
      'it was done a moment ago',
      anEvidence({ exchange: true, folders, tries: [said('K12', minutes(5)), said('K11', hours(9))] }),
    ],
    ['it helped', anEvidence({ exchange: true, changes: { storeId, clientVersion } })],
  ])('does not fit when %s', (_, evidence) => {
    expect(K13.matches(evidence)).toBeNull();
  });

  it('tells how to get the event bundle, and goes before the rows that failed', () => {
    expect(K13.fix!.steps.join(' ')).toContain('Download the event bundle');
    expect(K13.before!(anEvidence())).toBe('K12');
  });

  it('is confirmed once everything is in step again', () => {
    expect(K13.fix!.confirmed(anEvidence({ exchange: true }), said('K13', hours(1)))).toBe(true);
    expect(K13.fix!.confirmed(anEvidence({ exchange: true, folders }), said('K13', hours(1)))).toBe(false);
  });
});
