import { describe, expect, it } from '@jest/globals';
import { K7 } from './k7-store-moved.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

const change = (from: string, to: string, ago = hours(7)) => ({ from, to, at: NOW - ago, position: 40 });
const moved = { storePath: change('C:\\zoe.ost', 'D:\\zoe.ost') };
const frozen = aFolder({ path: ['INBOX'], server: 900, offline: 850, lastSynchronizedAt: NOW - hours(8) });

describe('K7: the offline store was moved, or paired with another server', () => {
  it('fits when nothing has come through since the path changed, and says from what to what', () => {
    const match = K7.matches(anEvidence({ exchange: true, folders: [frozen], changes: moved }));
    expect(match).toMatchObject({ since: NOW - hours(7) });
    expect(match?.cause).toContain('from C:\\zoe.ost to D:\\zoe.ost');
    expect(match?.points[0]).toMatchObject({ position: 40 });
  });

  it('fits when nothing has come through since the server changed', () => {
    const changes = { server: change('ex1', 'ex2') };
    expect(K7.matches(anEvidence({ exchange: true, folders: [frozen], changes }))).not.toBeNull();
  });

  it.each([
    [
      'the store is a new one',
      anEvidence({ exchange: true, folders: [frozen], changes: { ...moved, storeId: change('a', 'b') } }),
    ],
    ['a folder synchronized after it', anEvidence({ exchange: true, folders: [frozen, aFolder()], changes: moved })],
    [
      'the offline side moved after it',
      anEvidence({
        exchange: true,
        folders: [{ ...frozen, offlineMoved: { at: NOW - hours(1), by: 5 } }],
        changes: moved,
      }),
    ],
    [
      'nothing had come through for long before it',
      anEvidence({
        exchange: true,
        folders: [aFolder({ server: 9, offline: 1, lastSynchronizedAt: NOW - hours(30) })],
        changes: moved,
      }),
    ],
    [
      'the server is the same by a longer name',
      anEvidence({ exchange: true, folders: [frozen], changes: { server: change('EX1', 'ex1.example.org') } }),
    ],
    [
      'everything is in step',
      anEvidence({ exchange: true, folders: [aFolder({ lastSynchronizedAt: NOW - hours(8) })], changes: moved }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K7.matches(evidence)).toBeNull();
  });

  it('asks for an export of what only the old store has', () => {
    const ahead = { ...frozen, offlineItems: 941, difference: -41 };
    const evidence = anEvidence({ exchange: true, folders: [ahead], changes: moved });
    expect(K7.fix!.guard!(evidence, K7.matches(evidence)!)).toMatchObject({ items: 41, folders: [['INBOX']] });
  });

  it('is tried, as a new store id shows, and confirmed once all folders are equal', () => {
    const tried = { fix: 'K7', at: NOW - hours(2), by: null, position: 50 };
    const evidence = anEvidence({ exchange: true, changes: { storeId: change('a', 'b', hours(2)) } });
    expect(K7.fix!.triedByFacts!(evidence, NOW - hours(3))).toEqual({ at: NOW - hours(2), position: 40 });
    expect(K7.fix!.triedByFacts!(evidence, NOW - hours(1))).toBeNull();
    expect(K7.fix!.confirmed(evidence, tried)).toBe(true);
    expect(K7.fix!.confirmed(anEvidence({ exchange: true }), tried)).toBe(false);
  });
});
