import { describe, expect, it } from '@jest/globals';
import { AlertStory, holds, routed } from '../testing/alert-story.ts';
import { hours, minutes } from '../testing/durations.ts';

const CRITICAL = holds('mismatch', 'critical');
const ESCALATED = routed({ escalation: [{ afterMs: minutes(10), channels: ['boss'], repeatMs: null }] });

describe('who has taken an alert', () => {
  it('has not taken it when it comes back after it was resolved', () => {
    const story = new AlertStory(ESCALATED)
      .is('a', CRITICAL)
      .at(minutes(1))
      .says({ do: 'acknowledge', alert: '1', by: 'Bo', until: null })
      .says({ do: 'assign', alert: '1', by: 'Bo', to: 'Bo' })
      .is('a')
      .at(hours(1));
    expect(story.alert()).toMatchObject({ status: 'resolved', acknowledged: null, assignee: null });
    story.is('a', CRITICAL).at(hours(2));
    expect(story.alert()).toMatchObject({ status: 'firing', acknowledged: null, assignee: null });
    expect(story.said().map(([, channel, kind]) => `${channel} ${kind}`)).toContain('boss escalation');
  });

  it('and whose word comes when it is resolved already has taken nothing', () => {
    const story = new AlertStory(ESCALATED).is('a', CRITICAL).at(minutes(1)).is('a').at(hours(1));
    story.fold({
      type: 'AlertAcknowledged',
      observedAt: story.now,
      data: { alert: '1', by: 'Bo', until: null },
    });
    story.fold({ type: 'AlertAssigned', observedAt: story.now, data: { alert: '1', by: 'Bo', to: 'Bo' } });
    expect(story.alert()).toMatchObject({ acknowledged: null, assignee: null });
    story.is('a', CRITICAL).at(hours(2));
    expect(story.said().map(([, channel, kind]) => `${channel} ${kind}`)).toContain('boss escalation');
  });
});
