import { describe, expect, it } from '@jest/globals';
import type { FolderStatistics } from '@lockstep/contracts';
import { NOTHING_KEPT, type Observation } from '../observation/observation.ts';
import { nextReport } from './next-report.ts';
import type { Said } from './report-body.ts';

const client = { name: 'mbsync', version: '1.4.4' };

describe('the next report', () => {
  it('says all at first, with the facts of the client', () => {
    const { body } = after(null, look([folder('A', 1), folder('B', 2)]));
    expect(body).toMatchObject({ kind: 'full', client, folders: [{ path: ['A'] }, { path: ['B'] }] });
  });

  it('says what changed, whole, and what is gone', () => {
    const { said } = after(null, look([folder('A', 1), folder('B', 2), folder('C', 3)]));
    const { body } = after(said, look([folder('A', 1), folder('B', 5)]));
    expect(body).toMatchObject({ kind: 'delta', folders: [folder('B', 5)], removed: [['C']] });
    expect(body.client).toBeUndefined();
  });

  it('is a heartbeat when nothing changed, though a trouble has grown older', () => {
    const old = (age: number) => ({
      ...folder('A', 1),
      troubles: [{ code: 'sync-interrupted', detail: `${age} min ago` }],
    });
    const { said } = after(null, look([old(3)]));
    const { body } = after(said, look([old(8)]));
    expect([body.kind, body.folders, body.removed, body.troubles]).toEqual(['delta', [], undefined, undefined]);
  });

  it('says all again when that is due', () => {
    const { said } = after(null, look([folder('A', 1)]));
    expect(after(said, look([folder('A', 1)]), { fullDue: true }).body.kind).toBe('full');
  });

  it('calls a folder unknown, not gone, while a side could not be listed; and claims nothing to be all', () => {
    const { said } = after(null, look([folder('A', 1), folder('B', 2)]));
    const blind = { ...look([]), listed: false, troubles: [{ code: 'server-unreachable' }] };
    const { body, said: next } = after(said, blind, { fullDue: true });
    expect(body).toMatchObject({ kind: 'delta', troubles: [{ code: 'server-unreachable' }] });
    expect(body.removed).toBeUndefined();
    expect(body.folders.map((one) => [one.serverItems, one.offlineItems])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(after(next, look([folder('A', 1), folder('B', 2)])).body.folders).toHaveLength(2);
  });

  it('keeps the order through a small step of the clock, and says a large one', () => {
    const { said } = after(null, look([], 600_000));
    expect(after(said, look([], 590_000)).body).toMatchObject({ observedAt: new Date(600_001).toISOString() });
    const { body } = after(said, look([], 100_000));
    expect(body).toMatchObject({ observedAt: new Date(100_000).toISOString(), troubles: [{ code: 'clock-set-back' }] });
  });
});

function after(said: Said | null, observation: Observation, { fullDue = false } = {}) {
  return nextReport(observation, { said, client, intervalSeconds: 300, fullDue });
}

function look(folders: FolderStatistics[], at = 0): Observation {
  return { observedAt: new Date(at).toISOString(), folders, troubles: [], listed: true, keeping: NOTHING_KEPT };
}

function folder(name: string, items: number): FolderStatistics {
  return { path: [name], serverItems: items, offlineItems: items, lastSynchronizedAt: null, inProgress: false };
}
