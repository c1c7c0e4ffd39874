import { describe, expect, it } from '@jest/globals';
import { AlertStory, MIDNIGHT, holds, routed } from '../../testing/alert-story.ts';
import { hours, minutes } from '../../testing/durations.ts';
import { parseMessages, serializeMessages } from './told.state.ts';

const WARNING = holds('mismatch', 'warning');
const CRITICAL = holds('mismatch', 'critical');
const taken = { do: 'acknowledge', alert: '1', by: 'Bo', until: null, comment: 'on my way' } as const;
const kinds = (story: AlertStory) => story.said().map(([at, channel, kind]) => [at, channel, kind]);

function switched(story: AlertStory, enabled: boolean): AlertStory {
  const { routes, channels } = story.routes;
  story.routes = { routes, channels: new Map([...channels].map(([id]) => [id, { enabled }])) };
  return story;
}

/** The opening waits, the channel is switched off, and it is dropped. */
function dropped(story: AlertStory): AlertStory {
  story.becomes = () => null;
  story.is('a', CRITICAL).at(minutes(1));
  switched(story, false).became(story.messages[0]!, 'dropped');
  story.becomes = () => 'delivered';
  return story;
}

describe('an opening that was dropped', () => {
  it('is told when the channel is on again, also where somebody has it by then', () => {
    const story = dropped(new AlertStory()).at(hours(1)).says(taken).at(hours(2));
    expect(story.said()).toHaveLength(1);
    switched(story, true).at(hours(3));
    expect(kinds(story).slice(1)).toEqual([[120, 'mail', 'firing']]);
    expect(story.messages[1]!.data.text).toContain('Bo has acknowledged it: on my way.');
  });

  it('is never said to be over, for nobody there heard of it', () => {
    const story = dropped(new AlertStory()).is('a').at(hours(1));
    switched(story, true).at(hours(30));
    expect(story.said()).toHaveLength(1);
    expect(story.told.told.size + story.told.groups.size + story.told.underway.size + story.told.missed.size).toBe(0);
  });

  it('does not keep it from the next step', () => {
    const escalation = [{ afterMs: minutes(10), channels: ['pager'], repeatMs: null }];
    const story = dropped(new AlertStory(routed({ escalation })));
    const { routes, channels } = story.routes;
    story.routes = { routes, channels: new Map(channels).set('pager', { enabled: true }) };
    expect(kinds(story.at(hours(1))).slice(1)).toEqual([[10.5, 'pager', 'escalation']]);
  });
});

describe('an opening that was refused', () => {
  const refused = () => {
    const story = new AlertStory();
    story.becomes = () => 'dead';
    return story.is('a', WARNING).at(minutes(1));
  };

  it('is told again as late as a repeat, not at once, and no end is said of it', () => {
    expect(kinds(refused().at(hours(13)))).toEqual([
      [0.5, 'mail', 'firing'],
      [720.5, 'mail', 'firing'],
    ]);
    expect(kinds(refused().is('a').at(hours(30)))).toHaveLength(1);
  });

  it('is told when it has become critical, and when the channel is set up anew', () => {
    expect(kinds(refused().at(minutes(10)).is('a', CRITICAL).at(minutes(20))).slice(1)).toEqual([
      [10, 'mail', 'firing'],
    ]);
    const story = refused().at(minutes(30));
    const data = { id: 'mail', name: 'Mail', secrets: {}, enabled: true, allowPrivate: false, version: 2, by: 'Bo' };
    story.hear({
      type: 'ChannelConfigured',
      data: { ...data, settings: { kind: 'browser' } },
      observedAt: story.now,
    });
    expect(kinds(story.at(minutes(40))).slice(1)).toEqual([[30, 'mail', 'firing']]);
  });

  it('and dismissed is not told again, but for what became worse; the next step goes on', () => {
    const dismissed = (story: AlertStory) => {
      const { key } = story.messages[0]!.data;
      story.hear({ type: 'NotificationDismissed', data: { key, by: 'Bo', reason: 'known' }, observedAt: story.now });
      story.told = parseMessages(serializeMessages(story.told));
      return story;
    };
    expect(dismissed(refused()).at(hours(30)).said()).toHaveLength(1);
    expect(dismissed(switched(refused(), true)).is('a').at(hours(30)).said()).toHaveLength(1);
    const worse = dismissed(refused()).at(minutes(10)).is('a', CRITICAL).at(minutes(20));
    expect(kinds(worse).slice(1)).toEqual([[10, 'mail', 'firing']]);

    const escalation = [{ afterMs: minutes(10), channels: ['pager'], repeatMs: null }];
    const story = new AlertStory(routed({ escalation }));
    const { routes, channels } = story.routes;
    story.routes = { routes, channels: new Map(channels).set('pager', { enabled: true }) };
    story.becomes = () => 'dead';
    story.is('a', WARNING).at(minutes(1));
    expect(kinds(dismissed(story).at(hours(1))).slice(1)).toEqual([[10.5, 'pager', 'escalation']]);
  });

  it('put back by a person counts as told, and is un-told', () => {
    const story = refused().at(minutes(10));
    const { key, channel, group, route = '', told = [] } = story.messages[0]!.data;
    const again = { channel, group, route, told };
    story.hear({ type: 'NotificationRetried', data: { key, by: 'Bo', again }, observedAt: story.now });
    story.becomes = () => 'delivered';
    story.became(story.messages[0]!, 'delivered').is('a').at(hours(1));
    expect(kinds(story).slice(1)).toEqual([[15.5, 'mail', 'resolved']]);
  });
});

describe('while it is not known whether the opening arrives', () => {
  const waiting = () => {
    const story = new AlertStory();
    story.becomes = () => null;
    return story.is('a', WARNING).at(minutes(1));
  };

  it('nothing is said of its end; once it has arrived, it is', () => {
    const story = waiting().is('a').at(hours(1));
    expect(story.said()).toHaveLength(1);
    story.became(story.messages[0]!, 'delivered').at(hours(2));
    expect(kinds(story).slice(1)).toEqual([[60, 'mail', 'resolved']]);
  });

  it('a later message that arrives says as much', () => {
    const story = waiting().at(minutes(10)).is('a', CRITICAL).at(minutes(20));
    story.told = parseMessages(serializeMessages(story.told));
    story.became(story.messages[0]!, 'dead').became(story.messages[1]!, 'delivered').is('a').at(hours(1));
    expect(kinds(story).map(([, , kind]) => kind)).toEqual(['firing', 'update', 'resolved']);
  });
});

describe('what was told and then dropped', () => {
  it('as over is said once the channel is on again', () => {
    const story = new AlertStory().is('a', WARNING).at(minutes(1));
    story.becomes = () => null;
    story.is('a').at(hours(1));
    switched(story, false).became(story.messages[1]!, 'dropped').at(hours(2));
    story.becomes = () => 'delivered';
    switched(story, true).at(hours(3));
    expect(kinds(story)).toEqual([
      [0.5, 'mail', 'firing'],
      [6.5, 'mail', 'resolved'],
      [120, 'mail', 'resolved'],
    ]);
  });

  it('as worse is said once the channel is on again', () => {
    const story = new AlertStory().is('a', WARNING).at(minutes(1));
    story.becomes = () => null;
    story.at(minutes(10)).is('a', CRITICAL).at(minutes(20));
    switched(story, false).became(story.messages[1]!, 'dropped').at(minutes(30));
    switched(story, true).at(hours(1));
    expect(kinds(story).slice(1)).toEqual([
      [10, 'mail', 'update'],
      [30, 'mail', 'update'],
    ]);
  });
});

describe('a step of escalation', () => {
  const day = { timeZone: 'UTC', days: { mon: [['00:00', '01:00'] as [string, string]] }, holidays: [] };

  it('to a channel that knows the alert already goes in the order of what was said there before', () => {
    const story = new AlertStory(
      routed(
        { id: 'by-day', channels: ['pager'], hours: day },
        { id: 'rest', channels: ['mail'], escalation: [{ afterMs: minutes(10), channels: ['pager'], repeatMs: null }] },
      ),
    );
    story.is('a', CRITICAL).at(hours(2)).is('a').at(hours(3));
    const toPager = story.messages.filter(({ data }) => data.channel === 'pager');
    expect(toPager.map(({ data }) => data.kind)).toEqual(['firing', 'escalation', 'resolved']);
    expect(new Set(toPager.map(({ data }) => data.group))).toEqual(new Set(['by-day/pager/mismatch/imap-01']));
    expect(toPager[1]!.observedAt).toBeGreaterThan(MIDNIGHT + hours(1));
  });
});

describe('what somebody has before it is told', () => {
  it('says who', () => {
    const acknowledged = new AlertStory().is('a', WARNING).says(taken).at(minutes(1));
    expect(acknowledged.messages[0]!.data.text).toContain('Bo has acknowledged it: on my way.');
    const assigned = new AlertStory().is('a', WARNING).says({ do: 'assign', alert: '1', by: 'Bo', to: 'Aoife' });
    expect(assigned.at(minutes(1)).messages[0]!.data.text).toContain('It is assigned to Aoife.');
    const one = new AlertStory().is('a', WARNING).is('b', WARNING).says(taken).at(minutes(1));
    expect(one.messages[0]!.data.text).toContain('1 of them is taken already.');
  });
});
