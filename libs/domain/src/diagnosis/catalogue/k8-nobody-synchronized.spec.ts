import { describe, expect, it } from '@jest/globals';
import { K8 } from './k8-nobody-synchronized.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { attempt } from '../../testing/attempt.ts';
import { hours, minutes } from '../../testing/durations.ts';

const old = (path: string, more = {}) =>
  aFolder({ path: [path], status: 'stale', lastSynchronizedAt: NOW - hours(9), ...more });
const both = [old('INBOX', { server: 1_020, offline: 1_000, status: 'mismatched' }), old('Sent')];

describe('K8: nobody synchronized', () => {
  it('fits when all is old and no attempt was made, and says for how long and by how much', () => {
    const match = K8.matches(anEvidence({ exchange: true, folders: both }));
    expect(match?.cause).toBe(
      'Nobody has synchronized since 23 Nov 03:00 UTC, though the client was on for 9 h since then, and no attempt was seen. 2 folders, 20 items behind.',
    );
    expect(match?.folders).toEqual([]);
  });

  it('fits when one folder is fresh and the rest are old, and names the rest', () => {
    const folders = [aFolder({ path: ['INBOX'] }), old('Projects'), old('Sent')];
    const attempts = [attempt(minutes(6), 'succeeded', undefined, [['INBOX']])];
    const match = K8.matches(anEvidence({ exchange: true, folders, attempts }));
    expect(match?.folders).toEqual([['Projects'], ['Sent']]);
    expect(match?.cause).toContain('Only the Inbox was synchronized, each by itself (1 attempt)');
  });

  it.each([
    ['the last sync is fresh', anEvidence({ exchange: true })],
    [
      'an attempt failed since',
      anEvidence({ exchange: true, folders: both, attempts: [attempt(hours(1), 'failed', 'Error')] }),
    ],
    [
      'an attempt at all folders succeeded since',
      anEvidence({ exchange: true, folders: both, attempts: [attempt(hours(1), 'succeeded')] }),
    ],
    ['nobody is logged on', anEvidence({ exchange: true, profile: { loggedOn: false }, folders: both })],
    ['mail is delivered elsewhere', anEvidence({ exchange: true, profile: { deliverTo: 'pst' }, folders: both })],
    ['the server is out of reach', anEvidence({ exchange: true, folders: both, troubles: ['server-unreachable'] })],
    ['the store is damaged', anEvidence({ exchange: true, folders: both, troubles: ['offline-store-damaged'] })],
    ['all but the Inbox synchronize', anEvidence({ exchange: true, folders: [both[0]!, aFolder()] })],
    ['a sync is running', anEvidence({ exchange: true, folders: [both[0]!, { ...both[1]!, inProgress: true }] })],
    [
      'it differs although it synchronizes',
      anEvidence({ exchange: true, folders: [aFolder({ server: 9, offline: 8, differs: { syncs: 4 } })] }),
    ],
    [
      'a folder without a date moves along',
      anEvidence({
        exchange: true,
        folders: [
          aFolder({ server: 99, offline: 50, lastSynchronizedAt: null, offlineMoved: { at: NOW - hours(1), by: 2 } }),
        ],
      }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K8.matches(evidence)).toBeNull();
  });

  it('is confirmed once every folder has synchronized after it was tried, and is in step', () => {
    const tried = { fix: 'K8', at: NOW - hours(1), by: 'zoe', position: 7 };
    expect(K8.fix!.confirmed(anEvidence({ exchange: true }), tried)).toBe(true);
    expect(K8.fix!.confirmed(anEvidence({ exchange: true, folders: [aFolder(), old('Sent')] }), tried)).toBe(false);
    expect(
      K8.fix!.confirmed(anEvidence({ exchange: true, folders: [aFolder({ server: 9, offline: 1 })] }), tried),
    ).toBe(false);
  });
});
