import { describe, expect, it } from '@jest/globals';
import { syncHung as rule } from './sync-hung.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { attempt } from '../../testing/attempt.ts';
import { hours, minutes } from '../../testing/durations.ts';

describe('sync-hung', () => {
  itFollowsTheCode(rule, 'sync-hung');

  const running = (hoursAgo: number) => ({ code: 'sync-in-progress', since: NOW - hours(hoursAgo), position: 60 });
  const still = aFolder({ server: 1_000, offline: 400, status: 'catching-up', lastSynchronizedAt: NOW - hours(9) });

  it('fits when a run has said for hours that it is at work, and nothing moved', () => {
    const match = rule.matches(anEvidence({ folders: [still], troubles: [running(5)] }))!;
    expect(match).toMatchObject({ since: NOW - hours(5) });
    expect(match.points[0]).toMatchObject({ position: 60 });
  });

  it('does not fit while attempts end, however badly: what runs is the next of them', () => {
    const attempts = [attempt(minutes(10), 'failed', 'Timed out')];
    expect(rule.matches(anEvidence({ folders: [still], troubles: [running(5)], attempts }))).toBeNull();
  });

  it('does not fit while the offline side moves, or after an hour, or for hours in which nobody looked', () => {
    const moving = { ...still, offlineMoved: { at: NOW - hours(1), by: 50 } };
    expect(rule.matches(anEvidence({ folders: [moving], troubles: [running(5)] }))).toBeNull();
    expect(rule.matches(anEvidence({ folders: [still], troubles: [running(1)] }))).toBeNull();
    const newestSilence = { from: NOW - hours(8), to: NOW - hours(1) };
    expect(rule.matches(anEvidence({ folders: [still], troubles: [running(9)], newestSilence }))).toBeNull();
  });
});
