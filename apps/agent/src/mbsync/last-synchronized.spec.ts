import { describe, expect, it } from '@jest/globals';
import { lastSynchronized, type SyncEvidence } from './last-synchronized.ts';

const NOW = 1_000_000;
const good: SyncEvidence = {
  stateWritten: 500_000,
  folderMoved: 600_000,
  stateReads: true,
  runLeftovers: false,
  farUidValidityAgrees: true,
  serverFolderExists: true,
  boxReads: true,
};

describe('the last synchronization', () => {
  it('is the later of both times', () => {
    expect(lastSynchronized(good, null, NOW)).toEqual({ at: 600_000, basis: 'sync-state' });
    expect(lastSynchronized({ ...good, folderMoved: 400_000 }, null, NOW)?.at).toBe(500_000);
    expect(lastSynchronized({ ...good, folderMoved: null }, null, NOW)?.at).toBe(500_000);
  });

  it.each<[string, Partial<SyncEvidence>]>([
    ['the state does not read', { stateReads: false }],
    ['a run left something behind', { runLeftovers: true }],
    ['UIDVALIDITY differs', { farUidValidityAgrees: false }],
    ['the server could not be asked', { farUidValidityAgrees: null, serverFolderExists: null }],
    ['the server has no such folder', { serverFolderExists: false }],
    ['the box does not read', { boxReads: false }],
  ])('is only remembered while %s', (_why, change) => {
    expect(lastSynchronized({ ...good, ...change }, 450_000, NOW)).toEqual({ at: 450_000, basis: 'last-known' });
    expect(lastSynchronized({ ...good, ...change }, null, NOW)).toBeNull();
  });

  it('never lies in the future, and never goes back', () => {
    expect(lastSynchronized({ ...good, folderMoved: NOW + 60_000 }, null, NOW)?.at).toBe(500_000);
    expect(lastSynchronized(good, 700_000, NOW)).toEqual({ at: 700_000, basis: 'last-known' });
  });
});
