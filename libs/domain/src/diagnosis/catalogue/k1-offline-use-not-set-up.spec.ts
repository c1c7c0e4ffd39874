import { describe, expect, it } from '@jest/globals';
import { K1 } from './k1-offline-use-not-set-up.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours, minutes } from '../../testing/durations.ts';

const tried = { fix: 'K1', at: NOW - hours(1), by: 'ann', position: 7 };
const bare = (name: string) =>
  aFolder({ path: [name], server: 20, offline: null, lastSynchronizedAt: null, first: null });

describe('K1: the profile is not set up for offline folders', () => {
  it('fits when the agent says so, and points at where', () => {
    const match = K1.matches(anEvidence({ exchange: true, folders: [], troubles: ['offline-use-not-set-up'] }));
    expect(match).toMatchObject({ since: NOW - hours(1), folders: [] });
    expect(match?.points[0]).toMatchObject({ position: 80 });
  });

  it('fits when no folder ever had an offline number or a date', () => {
    const match = K1.matches(anEvidence({ exchange: true, folders: [bare('INBOX'), bare('Sent')] }));
    expect(match?.cause).toContain('2 folders, none with numbers');
  });

  it.each([
    [
      'one folder had numbers once',
      anEvidence({ exchange: true, folders: [bare('INBOX'), aFolder({ offline: null })] }),
    ],
    [
      'the store is locked',
      anEvidence({ exchange: true, folders: [bare('INBOX')], troubles: ['offline-store-in-use'] }),
    ],
    [
      'the server cannot be reached',
      anEvidence({ exchange: true, folders: [bare('INBOX')], troubles: ['server-unreachable'] }),
    ],
    [
      'the Exchange service is missing',
      anEvidence({ exchange: true, profile: { exchangeService: false }, folders: [bare('INBOX')] }),
    ],
    ['the store is empty, and read whole', anEvidence({ exchange: true, folders: [] })],
    [
      'its first full report is still on the way',
      anEvidence({ exchange: true, folders: [], judgement: { status: 'unknown' } }),
    ],
    [
      'it never reported',
      anEvidence({ exchange: true, troubles: ['offline-use-not-set-up'], replica: { lastReportedAt: null } }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K1.matches(evidence)).toBeNull();
  });

  it('is confirmed by numbers of both sides that came after it was tried', () => {
    expect(K1.fix!.confirmed(anEvidence({ exchange: true }), tried)).toBe(true);
    const before = aFolder({ statedAt: tried.at - minutes(1) });
    expect(K1.fix!.confirmed(anEvidence({ exchange: true, folders: [before] }), tried)).toBe(false);
    expect(K1.fix!.confirmed(anEvidence({ exchange: true, folders: [bare('INBOX')] }), tried)).toBe(false);
  });
});
