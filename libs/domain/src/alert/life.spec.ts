import { describe, expect, it } from '@jest/globals';
import { AlertStory, MIDNIGHT, holds } from '../testing/alert-story.ts';
import { hours, minutes } from '../testing/durations.ts';

const PENDING = holds('mismatch', null);
const WARNING = holds('mismatch', 'warning');
const CRITICAL = holds('mismatch', 'critical');

describe('an alert', () => {
  it('is pending while its condition has no severity, and nobody is told', () => {
    const story = new AlertStory().is('a', PENDING).at(hours(48));
    expect(story.alert()).toMatchObject({ status: 'pending', severity: null, firedAt: null });
    expect(story.said()).toEqual([]);
  });

  it('fires, recovers, is held for five minutes, and is resolved', () => {
    const story = new AlertStory().is('a', PENDING).at(minutes(30)).is('a', WARNING).at(minutes(60)).is('a');
    expect(story.at(minutes(65) - 1).alert().status).toBe('recovering');
    expect(story.at(minutes(65)).alert()).toMatchObject({ status: 'resolved', resolvedAt: MIDNIGHT + minutes(65) });
    expect(story.life()).toEqual(['AlertRaised', 'AlertFired', 'AlertRecovering', 'AlertResolved']);
  });

  it('that is pending passes without a word', () => {
    const story = new AlertStory().is('a', PENDING).at(minutes(5)).is('a').at(hours(1));
    expect(story.life()).toEqual(['AlertRaised', 'AlertResolved']);
  });

  it('that comes back while it recovers relapses, and nobody is told', () => {
    const story = new AlertStory()
      .is('a', WARNING)
      .at(minutes(10))
      .is('a')
      .at(minutes(12))
      .is('a', WARNING)
      .at(hours(1));
    expect(story.alert().status).toBe('firing');
    expect(story.said()).toHaveLength(1);
  });

  it('grows worse, and never falls while it lasts', () => {
    const story = new AlertStory().is('a', WARNING).is('a', CRITICAL).is('a', WARNING);
    expect(story.alert().severity).toBe('critical');
    expect(story.life()).toEqual(['AlertRaised', 'AlertEscalated']);
  });

  it('is one for all folders of a rule, and says how many', () => {
    const stale = (folder: string) => holds('stale', 'warning', { folder: [folder] });
    const story = new AlertStory().is('a', stale('A')).is('a', stale('A'), stale('B'));
    expect(story.state.alerts.size).toBe(1);
    expect(story.alert()).toMatchObject({ folders: 2, title: 'Person a: 2 folders are stale' });
  });

  it('keeps its number when it regresses within 24 h, and is new after that', () => {
    const story = new AlertStory().is('a', WARNING).is('a').at(minutes(5)).at(hours(24)).is('a', WARNING);
    expect(story.alert()).toMatchObject({ status: 'firing', regressedAt: MIDNIGHT + hours(24) });
    story
      .is('a')
      .at(hours(24) + minutes(5))
      .at(hours(49))
      .is('a', WARNING);
    expect(story.alert('2')).toMatchObject({ status: 'firing', regressedAt: null });
  });

  it.each(['catching-up', 'unknown'] as const)('is never raised by %s', (rule) => {
    expect(new AlertStory().is('a', holds(rule, null, { folder: ['INBOX'] })).state.alerts.size).toBe(0);
  });

  it('is never raised by a trouble that may pass by itself', () => {
    expect(new AlertStory().is('a', holds('trouble', null, { kind: 'server-timeout' })).state.alerts.size).toBe(0);
  });

  it('does not recover because its agent fell silent', () => {
    const story = new AlertStory().is('a', WARNING).is('a', holds('silent', 'warning')).at(hours(2));
    expect(story.alert().status).toBe('firing');
    expect(story.is('a').alert().status).toBe('recovering');
  });

  it('recovers when its replica is retired, silent or not', () => {
    const story = new AlertStory().is('a', WARNING, holds('silent', 'critical')).is('a').at(minutes(5));
    expect([story.alert().status, story.alert('2').status]).toEqual(['resolved', 'resolved']);
  });

  it('names the fix that was tried before it recovered', () => {
    const story = new AlertStory().is('a', WARNING);
    story.decide({
      kind: 'conditions',
      at: story.now,
      replica: { id: 'a', mailbox: 'a', device: 'd', server: null, labels: {} },
      open: [],
      fix: 'k11',
    });
    expect(story.at(minutes(5)).log.at(-1)).toMatchObject({ type: 'AlertResolved', data: { fixedBy: 'k11' } });
  });

  it('takes late news for news of now: it does not go back', () => {
    const story = new AlertStory().at(hours(2)).is('a', WARNING);
    story.now = MIDNIGHT;
    story.is('a');
    expect(story.alert().recoveringSince).toBe(MIDNIGHT + hours(2));
  });

  it('of Lockstep itself lives as any other', () => {
    const story = new AlertStory().ill('disk', 'warning').ill('disk', 'critical').ill('disk', null).at(minutes(5));
    expect(story.life()).toEqual(['AlertRaised', 'AlertEscalated', 'AlertRecovering', 'AlertResolved']);
  });
});

describe('who has taken an alert', () => {
  const taken = (until: number | null = null) =>
    new AlertStory().is('a', WARNING).says({ do: 'acknowledge', alert: '1', by: 'Aoife', until, comment: 'on it' });

  it('has it until it is resolved', () => {
    const story = taken();
    expect(story.at(hours(100)).alert().acknowledged).toMatchObject({ by: 'Aoife', comment: 'on it', until: null });
    expect(story.is('a').at(hours(101)).alert().acknowledged).toBeNull();
  });

  it('has it until a moment, where one was said', () => {
    const story = taken(MIDNIGHT + hours(4));
    expect(story.at(hours(4) - 1).alert().acknowledged).not.toBeNull();
    expect(story.at(hours(4)).alert()).toMatchObject({ acknowledged: null, releasedAt: MIDNIGHT + hours(4) });
  });

  it('has it through a relapse, which is the same trouble', () => {
    expect(taken().is('a').at(minutes(1)).is('a', WARNING).alert().acknowledged).not.toBeNull();
  });

  it('has not taken what it grows into: critical is anybody’s again', () => {
    expect(taken().is('a', CRITICAL).alert().acknowledged).toBeNull();
    expect(taken().is('a', CRITICAL).life().slice(-2)).toEqual(['AlertEscalated', 'AlertUnacknowledged']);
  });

  it('lets go of it', () => {
    expect(taken().says({ do: 'unacknowledge', alert: '1', by: 'Bo' }).alert().acknowledged).toBeNull();
  });

  it('may be given it, and comment it', () => {
    const story = taken().says({ do: 'assign', alert: '1', by: 'Aoife', to: 'Marek' });
    story.says({ do: 'comment', alert: '1', by: 'Marek', comment: 'restarting' });
    expect(story.alert()).toMatchObject({ assignee: 'Marek', comment: { by: 'Marek', comment: 'restarting' } });
  });

  it.each(['acknowledge', 'assign'] as const)('cannot %s what is resolved', (what) => {
    const story = new AlertStory().is('a', WARNING).is('a').at(minutes(5));
    const before = story.log.length;
    if (what === 'assign') story.says({ do: what, alert: '1', by: 'Bo', to: 'Bo' });
    else story.says({ do: what, alert: '1', by: 'Bo', until: null });
    expect(story.log).toHaveLength(before);
  });
});

describe('an alert that flaps', () => {
  /** Six minutes on, six off: each time it is nearly resolved. */
  const toAndFro = (times: number, story = new AlertStory()) => {
    for (let turn = 0; turn < times; turn += 1) {
      story.at(minutes(12 * turn)).is('a', WARNING);
      story.at(minutes(12 * turn + 4)).is('a');
    }
    return story;
  };

  it('does from the sixth turn in twenty looks, a share of 30 %', () => {
    expect(toAndFro(2).alert().flapping).toBe(false);
    expect(toAndFro(3).log.some(({ type }) => type === 'FlappingBegan')).toBe(false);
    expect(toAndFro(4).log).toContainEqual(
      expect.objectContaining({ type: 'FlappingBegan', data: { alert: '1', share: 0.3 } }),
    );
  });

  it('is not resolved while it does, and is when it is calm again', () => {
    const story = toAndFro(8);
    const flaps = story.log.findIndex(({ type }) => type === 'FlappingBegan');
    story.at(hours(6));
    const after = story.log.slice(flaps + 1).map(({ type }) => type);
    expect(after.filter((type) => type === 'AlertResolved')).toHaveLength(1);
    expect(after.indexOf('FlappingEnded')).toBeLessThan(after.indexOf('AlertResolved'));
    expect(after.filter((type) => type.startsWith('Flapping'))).toEqual(['FlappingEnded']);
  });

  it('still does at 25 %, and not below it', () => {
    const story = toAndFro(8).at(minutes(159));
    story.tick();
    expect(story.alert().flapping).toBe(true);
    story.at(minutes(160)).tick();
    expect(story.log.findLast(({ type }) => type === 'FlappingEnded')).toMatchObject({ data: { share: 0.2 } });
  });

  it('that goes on firing is told when it begins and when it ends', () => {
    const story = toAndFro(8);
    story.is('a', WARNING).at(hours(6));
    const texts = story.messages.map(({ data }) => data.text);
    expect(texts.filter((text) => text?.includes('to and fro'))).toHaveLength(1);
    expect(texts.filter((text) => text?.includes('calm again'))).toHaveLength(1);
  });
});
