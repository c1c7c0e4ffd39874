import { describe, expect, it } from '@jest/globals';
import type { WorkingHours } from '@lockstep/contracts';
import { AlertStory, MIDNIGHT, holds, routed } from '../../testing/alert-story.ts';
import { hours, minutes } from '../../testing/durations.ts';
import { timed } from '../../testing/stopwatch.ts';
import { leadsNowhere, leadSomewhere, routesFor } from './routes-for.ts';

const WARNING = holds('mismatch', 'warning');
const CRITICAL = holds('mismatch', 'critical');
const taken = { do: 'acknowledge', alert: '1', by: 'Bo', until: null } as const;
const kinds = (story: AlertStory) => story.said().map(([at, channel, kind]) => [at, channel, kind]);

describe('what is told', () => {
  it('waits 30 s for others of the same rule and server, and says them together', () => {
    const story = new AlertStory().is('a', WARNING).at(20_000).is('b', WARNING).at(minutes(1));
    expect(story.said()).toEqual([[0.5, 'mail', 'firing', 'imap-01: 2 replicas are mismatched']]);
  });

  it('of another rule is another message', () => {
    const story = new AlertStory().is('a', WARNING).is('b', holds('stale', 'warning')).at(minutes(1));
    expect(story.messages.map(({ data }) => data.group)).toEqual([
      'all/mail/mismatch/imap-01',
      'all/mail/stale/imap-01',
    ]);
  });

  it('what joins or is resolved waits five minutes from the message before', () => {
    const story = new AlertStory()
      .is('a', WARNING)
      .at(minutes(1))
      .is('b', WARNING)
      .at(minutes(2))
      .is('a')
      .at(minutes(60));
    expect(kinds(story)).toEqual([
      [0.5, 'mail', 'firing'],
      [5.5, 'mail', 'update'],
      [10.5, 'mail', 'update'],
    ]);
    story.is('b').at(minutes(70));
    expect(kinds(story).at(-1)).toEqual([65.5, 'mail', 'resolved']);
  });

  it('says at once nothing that was gone before the wait was over', () => {
    const story = new AlertStory(routed({ groupWaitMs: minutes(20) }))
      .is('a', WARNING)
      .at(minutes(1))
      .is('a')
      .at(hours(1));
    expect(story.said()).toEqual([]);
  });

  it('says nothing new of what recovers, and says it when that comes back', () => {
    const story = new AlertStory().is('a', WARNING).at(20_000).is('a').at(minutes(3));
    expect(story.said()).toEqual([]);
    expect(story.is('a', WARNING).at(minutes(4)).said()).toHaveLength(1);
  });

  it('is repeated after 12 h, critical after 4 h, while nobody acknowledges it', () => {
    const story = new AlertStory().is('a', WARNING).at(hours(24.5));
    expect(kinds(story).map(([at, , kind]) => [Math.floor(Number(at) / 60), kind])).toEqual([
      [0, 'firing'],
      [12, 'repeat'],
      [24, 'repeat'],
    ]);
    const critical = new AlertStory().is('a', CRITICAL).at(hours(8.5)).says(taken).at(hours(30));
    expect(kinds(critical).map(([, , kind]) => kind)).toEqual(['firing', 'repeat', 'repeat']);
  });

  it('has become critical: told by the group interval, though somebody had taken the warning', () => {
    const story = new AlertStory()
      .is('a', WARNING)
      .at(minutes(1))
      .says(taken)
      .at(minutes(20))
      .is('a', CRITICAL)
      .at(hours(1));
    expect(kinds(story)).toEqual([
      [0.5, 'mail', 'firing'],
      [20, 'mail', 'update'],
    ]);
    expect(story.messages[1]!.data.text).toContain('critical');
  });

  it('is back within a day: says so', () => {
    const story = new AlertStory().is('a', WARNING).at(minutes(1)).is('a').at(hours(2)).is('a', WARNING).at(hours(3));
    expect(kinds(story).map(([, , kind]) => kind)).toEqual(['firing', 'resolved', 'firing']);
    expect(story.messages[2]!.data.text).toContain('back within a day');
  });

  it('has a key of its own for ever, the same however often it is decided', () => {
    const tell = () =>
      new AlertStory()
        .is('a', WARNING)
        .at(hours(30))
        .is('a')
        .at(hours(31))
        .messages.map(({ data }) => data.key);
    expect(tell()).toEqual(tell());
    expect(new Set(tell()).size).toBe(4);
    for (const key of tell()) expect(key).toMatch(/^[0-9a-z]+-[0-9a-f]{16}$/);
  });
});

describe('what nobody has taken', () => {
  const escalating = () =>
    new AlertStory(
      routed({
        id: 'r',
        escalation: [
          { afterMs: minutes(10), channels: ['second'], repeatMs: null },
          { afterMs: minutes(30), channels: ['pager'], repeatMs: minutes(60) },
        ],
      }),
    );

  it('goes on to the next channel after its time, and again each so often', () => {
    const story = escalating().is('a', CRITICAL).at(minutes(100));
    expect(kinds(story)).toEqual([
      [0.5, 'mail', 'firing'],
      [10.5, 'second', 'escalation'],
      [30.5, 'pager', 'escalation'],
      [90.5, 'pager', 'escalation'],
    ]);
  });

  it.each([taken, { do: 'assign', alert: '1', by: 'Bo', to: 'Bo' } as const])(
    'stops where somebody takes it ($do)',
    (command) => {
      const story = escalating().is('a', CRITICAL).at(minutes(5)).says(command).at(minutes(200));
      expect(kinds(story)).toEqual([[0.5, 'mail', 'firing']]);
    },
  );

  it('begins anew when who had it lets go of it', () => {
    const story = escalating().is('a', CRITICAL).at(minutes(5)).says(taken).at(minutes(60));
    story.says({ do: 'unacknowledge', alert: '1', by: 'Bo' }).at(minutes(71));
    expect(kinds(story).slice(1)).toEqual([[70, 'second', 'escalation']]);
  });

  it('is said step by step, though two of them are late, each with a key of its own', () => {
    const step = (afterMinutes: number) => ({ afterMs: minutes(afterMinutes), channels: ['second'], repeatMs: null });
    const story = new AlertStory(routed({ escalation: [step(10), step(30)] })).is('a', CRITICAL).at(minutes(1));
    story.tick(story.now + minutes(60));
    expect(
      kinds(story)
        .slice(1)
        .map(([, , kind]) => kind),
    ).toEqual(['escalation', 'escalation']);
    expect(new Set(story.messages.map(({ data }) => data.key)).size).toBe(3);
  });

  it('is un-told on each channel that was told', () => {
    const story = escalating().is('a', CRITICAL).at(minutes(20)).is('a').at(minutes(60));
    expect(kinds(story).slice(2)).toEqual([
      [25.5, 'mail', 'resolved'],
      [25.5, 'second', 'resolved'],
    ]);
  });
});

describe('a route', () => {
  const day: WorkingHours = {
    timeZone: 'UTC',
    days: { mon: [['08:00', '17:00']], tue: [['08:00', '17:00']] },
    holidays: [],
  };
  const critical = { id: 'critical', matchers: [{ severity: 'critical' as const }], channels: ['pager'] };

  it('is the first that fits, and further ones where it says so', () => {
    const alert = new AlertStory().is('a', CRITICAL).alert();
    const ids = (isContinued: boolean) =>
      routesFor(alert, routed({ ...critical, continue: isContinued }, { id: 'rest' }), MIDNIGHT).map(({ id }) => id);
    expect(ids(false)).toEqual(['critical']);
    expect(ids(true)).toEqual(['critical', 'rest']);
  });

  it('that leads to no channel passes alerts on', () => {
    const story = new AlertStory(routed({ id: 'everything', channels: [] }, { id: 'mine', channels: ['mail'] }));
    story.is('a', WARNING).at(minutes(1));
    expect(story.messages.map(({ data }) => [data.channel, data.route])).toEqual([['mail', 'mine']]);
  });

  it('leads nowhere where no channel is named, or none that is on, whatever the hour', () => {
    const story = new AlertStory().is('a', WARNING);
    const alert = story.state.alerts.get('1')!;
    expect(leadsNowhere(alert, story.routes)).toBe(false);
    expect(leadsNowhere(alert, routed({ channels: [] }))).toBe(true);
    expect(leadsNowhere(alert, routed({ matchers: [{ server: 'other' }] }))).toBe(true);
    expect(leadsNowhere(alert, { ...story.routes, channels: new Map([['mail', { enabled: false }]]) })).toBe(true);
    const never = { timeZone: 'UTC', days: {}, holidays: [] };
    expect(leadsNowhere(alert, routed({ hours: never }))).toBe(false);
  });

  it('lead somewhere, nowhere, or it depends on the alert', () => {
    const all = routed({ id: 'sick', matchers: [{ server: 'imap-1' }] }, { id: 'rest' });
    expect(leadSomewhere(all)).toBe('all');
    expect(leadSomewhere({ ...all, channels: new Map([['mail', { enabled: false }]]) })).toBe('none');
    expect(leadSomewhere(routed({ channels: [] }))).toBe('none');
    expect(leadSomewhere(routed({ matchers: [{ server: 'imap-1' }] }))).toBe('some');
    const stops = { id: 'sick', matchers: [{ server: 'imap-1' }], channels: ['gone'] };
    const onlyMail = (...routes: Parameters<typeof routed>) =>
      leadSomewhere({ ...routed(...routes), channels: new Map([['mail', { enabled: true }]]) });
    expect(onlyMail(stops, { id: 'rest' })).toBe('some');
    expect(onlyMail({ ...stops, continue: true }, { id: 'rest' })).toBe('all');
    expect(onlyMail({ id: 'rest', channels: ['gone'] }, { id: 'more' })).toBe('some');
  });

  it('tells a channel once, though two routes lead to it', () => {
    const story = new AlertStory(routed({ continue: true }, {})).is('a', WARNING).at(minutes(10));
    expect(story.said()).toHaveLength(1);
  });

  it('does not fit outside its hours, and whoever is on then is told', () => {
    const routes = routed({ id: 'day', hours: day, channels: ['day'] }, { id: 'night', channels: ['night'] });
    const story = new AlertStory(routes).is('a', WARNING).at(hours(7)).at(hours(9)).is('a').at(hours(10));
    expect(kinds(story)).toEqual([
      [0.5, 'night', 'firing'],
      [480, 'day', 'firing'],
      [545.5, 'day', 'resolved'],
      [545.5, 'night', 'resolved'],
    ]);
  });

  it('alone waits for its hours', () => {
    const story = new AlertStory(routed({ hours: day })).is('a', WARNING).at(hours(20));
    expect(kinds(story)).toEqual([[480, 'mail', 'firing']]);
  });

  it('that is gone does not take the resolution with it; a channel that is off is told nothing', () => {
    const story = new AlertStory().is('a', WARNING).at(minutes(10));
    story.routes = { routes: [], channels: story.routes.channels };
    story.is('a').at(minutes(30));
    expect(kinds(story).map(([, , kind]) => kind)).toEqual(['firing', 'resolved']);

    const off = new AlertStory().is('a', WARNING).at(minutes(10));
    off.routes = { ...off.routes, channels: new Map([['mail', { enabled: false }]]) };
    expect(off.is('a').at(hours(30)).said()).toHaveLength(1);
  });
});

describe('10,000 alerts at once', () => {
  it('are one message for each server', () => {
    const story = new AlertStory();
    const ms = timed(() => {
      for (let replica = 0; replica < 10_000; replica += 1) story.is(`r${replica}`, WARNING);
      story.at(minutes(1));
    });
    expect(story.said()).toEqual([[0.5, 'mail', 'firing', 'imap-01: 10,000 replicas are mismatched']]);
    expect(ms).toBeLessThan(5_000);
  });
});
