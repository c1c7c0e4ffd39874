import { describe, expect, it } from '@jest/globals';
import { K10 } from './k10-automatic-synchronization-off.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days, hours, minutes } from '../../testing/durations.ts';
import { wireForm } from '../../replica/calendar.ts';

const old = [aFolder({ path: ['INBOX'], server: 1_020, offline: 1_000, lastSynchronizedAt: NOW - hours(30) })];
const exit = (ago: number, synchronized: boolean | null) => ({ at: NOW - ago, position: 60, synchronized });
const off = { syncOnExit: false };

describe('K10: automatic synchronization is off', () => {
  it('fits when the profile says so and nobody synchronizes', () => {
    const match = K10.matches(anEvidence({ exchange: true, profile: off, folders: old }));
    expect(match?.cause).toContain(
      'Synchronizing upon exit is switched off; the last sync of what is late was 22 Nov 06:00 UTC',
    );
    expect(match?.points[0]?.values).toEqual({ offlineAccess: true, syncOnExit: false });
  });

  it('fits when offline access as a whole is off', () => {
    const profile = { offlineAccess: false };
    expect(K10.matches(anEvidence({ exchange: true, profile, folders: old }))?.cause).toContain('Offline access');
  });

  it('fits when the profile does not say, and no sync followed two exits', () => {
    const exits = [exit(hours(6), false), exit(hours(20), false)];
    const match = K10.matches(anEvidence({ client: { store: 'ost' }, folders: old, exits }));
    expect(match?.cause).toContain('Outlook was left 2 times while online');
    expect(match?.points[0]).toMatchObject({ position: 60, at: NOW - hours(6) });
  });

  it.each([
    ['it is on', anEvidence({ exchange: true, folders: old, exits: [exit(hours(6), false), exit(hours(20), false)] })],
    [
      'one exit alone was without a sync',
      anEvidence({ client: { store: 'ost' }, folders: old, exits: [exit(hours(6), false)] }),
    ],
    ['it is off, and all is in step', anEvidence({ exchange: true, profile: off })],
    [
      'the server is out of reach',
      anEvidence({ exchange: true, profile: off, folders: old, troubles: ['server-timeout'] }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K10.matches(evidence)).toBeNull();
  });

  it('goes before K8 if the client was left after the last sync, as the profile, an exit or a night shows', () => {
    const paper = { exchange: true, profile: off, folders: old };
    expect(K10.before!(anEvidence(paper))).toBeNull();
    expect(K10.before!(anEvidence({ ...paper, profile: { ...off, lastExitAt: wireForm(NOW - hours(5)) } }))).toBe('K8');
    expect(
      K10.before!(anEvidence({ ...paper, profile: { ...off, lastExitAt: wireForm(NOW - hours(50)) } })),
    ).toBeNull();
    expect(K10.before!(anEvidence({ ...paper, exits: [exit(hours(5), false)] }))).toBe('K8');
    expect(K10.before!(anEvidence({ ...paper, newestSilence: { from: NOW - hours(18), to: NOW - hours(4) } }))).toBe(
      'K8',
    );
    expect(
      K10.before!(anEvidence({ ...paper, newestSilence: { from: NOW - hours(5), to: NOW - hours(4) } })),
    ).toBeNull();
  });

  it('is confirmed once a sync followed each of the next two exits', () => {
    const tried = { fix: 'K10', at: NOW - days(3), by: 'zoe', position: 7 };
    const seen = (...exits: ReturnType<typeof exit>[]) =>
      K10.fix!.confirmed(anEvidence({ exchange: true, exits }), tried);
    expect(seen(exit(hours(5), true), exit(days(1), true))).toBe(true);
    expect(seen(exit(minutes(5), null), exit(hours(5), true), exit(days(1), true))).toBe(true);
    expect(seen(exit(hours(5), true))).toBe(false);
    expect(seen(exit(hours(5), true), exit(days(4), true))).toBe(false);
    expect(seen(exit(hours(5), false), exit(days(1), true), exit(days(2), true))).toBe(false);
  });
});
