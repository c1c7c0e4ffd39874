import { describe, expect, it } from '@jest/globals';
import { mailboxMoved as rule } from './mailbox-moved.ts';
import { type EvidenceOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

const server = { from: 'imap-1.example.org', to: 'imap-2.example.org', at: NOW - hours(8), position: 50 };
const frozen = aFolder({ server: 1_040, offline: 1_000, lastSynchronizedAt: NOW - hours(9) });
const asked = (paper: EvidenceOnPaper = {}) =>
  rule.matches(anEvidence({ folders: [frozen], changes: { server }, ...paper }));

describe('mailbox-moved', () => {
  it('fits when all stands still since the server became another', () => {
    const match = asked()!;
    expect(match).toMatchObject({ since: NOW - hours(8), folders: [] });
    expect(match.points[0]).toMatchObject({ position: 50, values: { from: 'imap-1.example.org' } });
  });

  it('does not fit once a sync completed since, or where the server is the same', () => {
    expect(asked({ folders: [aFolder({ offline: 900 })] })).toBeNull();
    expect(asked({ folders: [{ ...frozen, offlineMoved: { at: NOW - hours(1), by: 4 } }] })).toBeNull();
    expect(asked({ changes: {} })).toBeNull();
    expect(asked({ changes: { server: { ...server, to: 'IMAP-1.example.org' } } })).toBeNull();
  });

  it('does not fit a new store that is being filled, nor all in step', () => {
    const storeId = { from: 'a', to: 'b', at: NOW - hours(1), position: 60 };
    expect(asked({ changes: { server, storeId } })).toBeNull();
    expect(asked({ folders: [aFolder({ lastSynchronizedAt: NOW - hours(9) })] })).toBeNull();
  });

  it('leaves a replica of the Exchange type to K7', () => {
    expect(asked({ exchange: true })).toBeNull();
    expect(rule.twin).toBe('K7');
  });
});
