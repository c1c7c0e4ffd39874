import { describe, expect, it } from '@jest/globals';
import { K3 } from './k3-no-exchange-service.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

const out = [aFolder({ path: ['INBOX'], server: 900, offline: 850 })];

describe('K3: the profile has no Exchange service', () => {
  it('fits when the profile says so and folders are out of step', () => {
    const match = K3.matches(anEvidence({ exchange: true, profile: { exchangeService: false }, folders: out }));
    expect(match?.cause).toContain('1 folder is out of step');
    expect(match?.points[0]?.values).toEqual({ exchangeService: false });
  });

  it('does not fit while the service is there, is not known, or nothing is out of step', () => {
    expect(K3.matches(anEvidence({ exchange: true, folders: out }))).toBeNull();
    expect(K3.matches(anEvidence({ client: { store: 'ost' }, folders: out }))).toBeNull();
    expect(K3.matches(anEvidence({ exchange: true, profile: { exchangeService: false } }))).toBeNull();
  });

  it('is confirmed by a first success after it was tried', () => {
    const tried = { fix: 'K3', at: NOW - hours(1), by: 'ann', position: 7 };
    expect(K3.fix!.confirmed(anEvidence({ exchange: true }), tried)).toBe(true);
    expect(K3.fix!.confirmed(anEvidence({ exchange: true, lastSyncAt: NOW - hours(2) }), tried)).toBe(false);
    expect(K3.fix!.confirmed(anEvidence({ exchange: true, profile: { exchangeService: false } }), tried)).toBe(false);
  });
});
