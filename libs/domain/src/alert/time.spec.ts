import { describe, expect, it } from '@jest/globals';
import { wireForm } from '../replica/calendar.ts';
import { AlertStory, MIDNIGHT, holds } from '../testing/alert-story.ts';
import { hours, minutes } from '../testing/durations.ts';

const WARNING = holds('mismatch', 'warning');
const PENDING = holds('mismatch', null);

describe('the time of alerts', () => {
  it('passes over no end of a maintenance window, whatever becomes known between it and the clock', () => {
    const when = { every: 'once', from: wireForm(MIDNIGHT), to: wireForm(MIDNIGHT + hours(1)) } as const;
    const input = { name: 'Patches', matchers: [{ server: 'imap-01' }], timeZone: 'UTC', when };
    const story = new AlertStory()
      .says({ do: 'maintain', id: 'm', by: 'Bo', input })
      .is('a', WARNING)
      .at(hours(1) - 1)
      .passes(hours(1) + 50)
      .is('b', PENDING)
      .at(hours(2));
    expect(story.alert().suppressed).toEqual([]);
    expect(story.said()).toHaveLength(1);
  });

  it('is that of the clock again when the clock is set back: nothing waits for a moment that has not come', () => {
    const story = new AlertStory();
    story
      .at(hours(2))
      .is('z', WARNING)
      .at(hours(2) + minutes(1))
      .is('z');
    story.now = MIDNIGHT;
    story.is('a', holds('stale', 'critical')).tick();
    expect(story.state.at).toBe(MIDNIGHT);
    expect(story.alert('2').firedAt).toBe(MIDNIGHT);
    story.at(minutes(10));
    expect(story.said().slice(1)).toEqual([
      [0.5, 'mail', 'firing', 'Person a: Inbox is stale'],
      [5.5, 'mail', 'resolved', 'Person z: Inbox is mismatched'],
    ]);
  });

  it('does not wait for a message that was told at a moment ahead', () => {
    const story = new AlertStory();
    story
      .at(hours(2))
      .is('z', WARNING)
      .at(hours(2) + minutes(1));
    story.now = MIDNIGHT;
    story.is('a', WARNING).tick();
    expect(story.at(minutes(6)).said().slice(1)).toEqual([[5, 'mail', 'update', 'Person a: Inbox is mismatched']]);
  });
});
