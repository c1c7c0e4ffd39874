import { describe, expect, it } from '@jest/globals';
import type { DigestInput } from '@lockstep/contracts';
import { AlertStory, MIDNIGHT, holds } from '../../testing/alert-story.ts';
import { days, hours, minutes } from '../../testing/durations.ts';
import { digestDue, digestOf, nextDigest } from './digest.ts';

const DAILY: DigestInput = { every: 'day', at: '08:00', timeZone: 'Europe/Berlin', channels: ['mail'] };
const WEEKLY: DigestInput = { ...DAILY, every: 'week' };
/** Eight in Berlin, in winter. */
const EIGHT = MIDNIGHT + hours(7);

describe('a digest', () => {
  it('is due each day at its hour, where it is meant', () => {
    expect(digestDue(DAILY, EIGHT - days(1), EIGHT - 1)).toBeNull();
    expect(digestDue(DAILY, EIGHT - days(1), EIGHT)).toEqual({ from: EIGHT - days(1), to: EIGHT });
    expect(digestDue(DAILY, EIGHT, EIGHT + minutes(1))).toBeNull();
    expect(nextDigest(DAILY, EIGHT)).toBe(EIGHT + days(1));
  });

  it('that is weekly is due on Mondays', () => {
    expect(digestDue(WEEKLY, EIGHT - days(2), EIGHT + days(3))).toEqual({ from: EIGHT - days(7), to: EIGHT });
    expect(nextDigest(WEEKLY, EIGHT)).toBe(EIGHT + days(7));
  });

  it('keeps its hour when clocks are set forward', () => {
    // 27 March 2027, the day before.
    const march = EIGHT + days(124);
    const next = nextDigest(DAILY, march)!;
    expect(next - march).toBe(hours(23));
    expect(nextDigest(DAILY, next)! - next).toBe(hours(24));
  });

  it('tells of all that were missed at once, and of nothing before it was set up', () => {
    expect(digestDue(DAILY, EIGHT - days(3), EIGHT)).toEqual({ from: EIGHT - days(3), to: EIGHT });
    expect(digestDue(DAILY, null, EIGHT)).toBeNull();
    expect(digestDue({ ...DAILY, every: 'never' }, EIGHT - days(3), EIGHT)).toBeNull();
    expect(nextDigest({ ...DAILY, every: 'never' }, EIGHT)).toBeNull();
  });

  it('counts what fired and what was resolved, and lists what is open, the worst first', () => {
    const story = new AlertStory().is('a', holds('mismatch', 'warning')).is('b', holds('stale', 'critical'));
    story.is('c', holds('mismatch', 'warning')).is('c').is('d', holds('mismatch', null)).at(hours(1));
    story.says({ do: 'assign', alert: '1', by: 'Bo', to: 'Bo' });
    const digest = digestOf(story.state.alerts.values(), MIDNIGHT - 1, story.now);
    expect(digest).toMatchObject({ fired: 3, resolved: 1, critical: 1, notTaken: 1, more: 0 });
    expect(digest.open.map(({ id }) => id)).toEqual(['2', '1']);
    expect(digest.byRule).toEqual([
      { rule: 'mismatch', fired: 2 },
      { rule: 'stale', fired: 1 },
    ]);
  });
});
