import { expect, it } from '@jest/globals';
import type { Tried } from '../diagnosis/evidence.ts';
import type { DiagnosisRule } from '../diagnosis/rule.ts';
import { hours } from './durations.ts';
import { NOW, aFolder, anEvidence } from './evidence.ts';

export const tried = (hoursAgo: number, fix = 'any'): Tried => ({
  fix,
  at: NOW - hours(hoursAgo),
  by: 'zoe',
  position: 1,
});

/** What every cause promises that a trouble code is the sign of. `needsSync`: gone is not enough, a sync must have completed too. */
export function itFollowsTheCode(rule: DiagnosisRule, code: string, { needsSync = true } = {}): void {
  const held = { code, since: NOW - hours(3), position: 77, detail: 'as read' };

  it('fits while the agent says so of the replica, and points at where it was first said', () => {
    const match = rule.matches(anEvidence({ troubles: [held] }))!;
    expect(match).toMatchObject({ since: NOW - hours(3), folders: [] });
    expect(match.points[0]).toMatchObject({ at: NOW - hours(3), position: 77, values: { code } });
    expect(match.points[0]!.text).toContain('as read');
  });

  it('fits for the folders that have it, and no others', () => {
    const folders = [aFolder({ path: ['INBOX'] }), aFolder({ path: ['Sent'], troubles: [held] })];
    const match = rule.matches(anEvidence({ folders }))!;
    expect(match.folders).toEqual([['Sent']]);
    expect(match.cause).toContain('Sent');
    expect(match.points[0]).toMatchObject({ folder: ['Sent'], position: 77 });
  });

  it('does not fit a replica that is well, or has another trouble', () => {
    expect(rule.matches(anEvidence())).toBeNull();
    expect(rule.matches(anEvidence({ troubles: ['some-other-code'] }))).toBeNull();
  });

  it('is confirmed by what the agent says later, and not while it holds, or is silent', () => {
    const { confirmed } = rule.fix!;
    expect(confirmed(anEvidence(), tried(1))).toBe(true);
    expect(confirmed(anEvidence({ troubles: [held] }), tried(1))).toBe(false);
    expect(confirmed(anEvidence({ judgement: { silence: 'late' } }), tried(1))).toBe(false);
    expect(confirmed(anEvidence({ replica: { lastReportedAt: NOW - hours(2) } }), tried(1))).toBe(false);
  });

  if (!needsSync) return;
  it('is not confirmed before a sync has completed', () => {
    const folders = [aFolder({ lastSynchronizedAt: NOW - hours(2) })];
    expect(rule.fix!.confirmed(anEvidence({ folders }), tried(1))).toBe(false);
    expect(rule.fix!.confirmed(anEvidence({ folders }), tried(3))).toBe(true);
  });
}
