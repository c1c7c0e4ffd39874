import { describe, expect, it } from '@jest/globals';
import { AlertStory, holds, routed } from '../../testing/alert-story.ts';
import { hours, minutes } from '../../testing/durations.ts';

const DAY: [string, string][] = [['08:00', '18:00']];
const WORKING = { timeZone: 'UTC', days: { mon: DAY, tue: DAY }, holidays: [] };
const STEPS = [{ afterMs: minutes(30), channels: ['boss'], repeatMs: null }];

describe('an escalation', () => {
  it('of what was told within the hours goes on when they have ended', () => {
    const story = new AlertStory(routed({ hours: WORKING, escalation: STEPS }, { channels: ['night'] }));
    story
      .at(hours(17) + minutes(50))
      .is('a', holds('mismatch', 'critical'))
      .at(hours(20));
    const steps = story.said().filter(([, , kind]) => kind === 'escalation');
    expect(steps).toEqual([[1100.5, 'boss', 'escalation', 'Person a: Inbox is mismatched']]);
  });

  it('does not begin for what its route has told nobody', () => {
    const story = new AlertStory(routed({ hours: WORKING, escalation: STEPS }, { channels: ['night'] }));
    story.at(hours(19)).is('a', holds('mismatch', 'critical')).at(hours(31));
    expect(story.said().filter(([, channel]) => channel === 'boss')).toEqual([]);
  });
});
