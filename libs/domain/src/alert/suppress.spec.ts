import { describe, expect, it } from '@jest/globals';
import type { MaintenanceInput } from '@lockstep/contracts';
import { AlertStory, MIDNIGHT, holds } from '../testing/alert-story.ts';
import { hours, minutes } from '../testing/durations.ts';
import { timed } from '../testing/stopwatch.ts';
import { wireForm } from '../replica/calendar.ts';

const WARNING = holds('mismatch', 'warning');
const quiet = (untilMs: number, endsOnResolve = false) =>
  ({
    do: 'silence',
    id: 's',
    by: 'Aoife',
    matchers: [{ server: 'imap-*' }],
    comment: 'patching',
    until: MIDNIGHT + untilMs,
    endsOnResolve,
  }) as const;
const once = (fromMs: number, toMs: number): MaintenanceInput => ({
  name: 'Patch night',
  matchers: [{ server: 'imap-01' }],
  timeZone: 'Europe/Berlin',
  when: { every: 'once', from: wireForm(MIDNIGHT + fromMs), to: wireForm(MIDNIGHT + toMs) },
});

describe('a silence', () => {
  it('keeps an opening quiet, and what still fires is told when it ends', () => {
    const story = new AlertStory()
      .says(quiet(hours(2)))
      .is('a', WARNING)
      .at(hours(2));
    expect(story.alert().status).toBe('firing');
    expect(story.said()).toEqual([]);
    story.at(hours(3));
    expect(story.said()).toEqual([[120.5, 'mail', 'firing', 'Person a: Inbox is mismatched']]);
    expect(story.state.silences.size).toBe(0);
  });

  it('never hides a resolution of what was told', () => {
    const story = new AlertStory()
      .is('a', WARNING)
      .at(minutes(1))
      .says(quiet(hours(20)))
      .is('a')
      .at(hours(1));
    expect(story.said().map(([, , kind]) => kind)).toEqual(['firing', 'resolved']);
  });

  it('hides what came and went beneath it', () => {
    const story = new AlertStory()
      .says(quiet(hours(2)))
      .is('a', WARNING)
      .at(minutes(20))
      .is('a')
      .at(hours(9));
    expect(story.said()).toEqual([]);
  });

  it('does not stop the evaluation: status and severity go on beneath', () => {
    const story = new AlertStory()
      .says(quiet(hours(2)))
      .is('a', WARNING)
      .is('a', holds('mismatch', 'critical'));
    expect(story.alert()).toMatchObject({ severity: 'critical', suppressed: [{ by: 'silence', id: 's' }] });
  });

  it('may end with the last alert that it keeps quiet', () => {
    const story = new AlertStory()
      .says(quiet(hours(9), true))
      .is('a', WARNING)
      .is('b', WARNING)
      .is('a')
      .at(hours(1));
    expect(story.state.silences.size).toBe(1);
    story.is('b').at(hours(2));
    expect(story.log.at(-1)).toMatchObject({ type: 'SilenceEnded', data: { id: 's', by: null } });
  });

  it('is ended by a person', () => {
    const story = new AlertStory()
      .says(quiet(hours(9)))
      .is('a', WARNING)
      .says({ do: 'endSilence', id: 's', by: 'Bo' });
    expect(story.alert().suppressed).toEqual([]);
    expect(story.at(minutes(1)).said()).toHaveLength(1);
  });

  it('that was appended elsewhere holds from the next clock on', () => {
    const story = new AlertStory().is('a', WARNING);
    const { do: _do, ...data } = quiet(hours(9));
    story.fold({ type: 'SilenceCreated', data, observedAt: story.now });
    story.tick();
    expect(story.alert().suppressed).toEqual([{ by: 'silence', id: 's' }]);
  });
});

describe('a maintenance window', () => {
  it('keeps quiet what it matches while it is open, and no longer', () => {
    const story = new AlertStory().says({ do: 'maintain', id: 'w', by: 'Bo', input: once(hours(1), hours(2)) });
    story
      .at(minutes(59))
      .is('a', WARNING)
      .at(minutes(60))
      .at(hours(2) - 1);
    expect(story.alert().suppressed).toEqual([{ by: 'maintenance', id: 'w' }]);
    expect(story.at(hours(2)).alert().suppressed).toEqual([]);
  });

  it('that recurs is open at the same time of its place, before and after clocks change', () => {
    const input: MaintenanceInput = {
      name: 'Backups',
      matchers: [{ server: 'imap-01' }],
      timeZone: 'Europe/Berlin',
      when: { every: 'week', days: ['sun'], from: '04:00', to: '05:00' },
    };
    // 23 November is a Monday. In Berlin it is an hour later than UTC, and from 28 March on two hours.
    const from = [6, 6 + 17 * 7, 6 + 18 * 7].map((days) => hours(24 * days));
    const story = new AlertStory().says({ do: 'maintain', id: 'w', by: 'Bo', input }).is('a', WARNING);
    const quietAt = (afterMs: number) => story.at(afterMs).alert().suppressed.length > 0;
    for (const [sunday, utcHour] of [
      [from[0]!, 3],
      [from[1]!, 2],
      [from[2]!, 2],
    ] as const) {
      const opens = sunday + hours(utcHour);
      expect([opens - 1, opens, opens + hours(1) - 1, opens + hours(1)].map(quietAt)).toEqual([
        false,
        true,
        true,
        false,
      ]);
    }
  });

  it('that is changed or cancelled is weighed at once', () => {
    const story = new AlertStory()
      .is('a', WARNING)
      .says({ do: 'maintain', id: 'w', by: 'Bo', input: once(0, hours(2)) });
    expect(story.alert().suppressed).toHaveLength(1);
    story.says({ do: 'maintain', id: 'w', by: 'Bo', input: once(hours(1), hours(2)) });
    expect(story.alert().suppressed).toEqual([]);
    story.at(hours(1)).says({ do: 'cancelMaintenance', id: 'w', by: 'Bo' });
    expect(story.alert().suppressed).toEqual([]);
    expect(story.log.map(({ type }) => type).filter((type) => type.startsWith('Maintenance'))).toEqual([
      'MaintenanceScheduled',
      'MaintenanceChanged',
      'MaintenanceCancelled',
    ]);
  });
});

describe('a cause keeps its effects quiet', () => {
  const silent = holds('silent', 'warning', { kind: 'late' });
  const password = holds('trouble', 'critical', { kind: 'credentials-rejected' });
  const damaged = holds('trouble', 'critical', { kind: 'offline-store-damaged' });
  const stale = holds('stale', 'warning');
  /** By title of the alert: the alert that keeps it quiet, or null. */
  const quietedBy = (story: AlertStory) =>
    Object.fromEntries(
      [...story.state.alerts.values()].map(({ rule, kind, suppressed }) => {
        const [first] = suppressed;
        const cause = first === undefined ? null : story.alert(first.id);
        return [kind ?? rule, cause === null ? null : (cause.kind ?? cause.rule)];
      }),
    );

  it('agent silent ▸ credentials ▸ damaged store ▸ folder rules', () => {
    const story = new AlertStory().is('a', WARNING, stale);
    expect(quietedBy(story)).toEqual({ mismatch: 'stale', stale: null });
    story.is('a', WARNING, stale, damaged);
    expect(quietedBy(story)).toEqual({
      mismatch: 'offline-store-damaged',
      stale: 'offline-store-damaged',
      'offline-store-damaged': null,
    });
    story.is('a', WARNING, stale, damaged, password);
    expect(quietedBy(story)).toMatchObject({
      stale: 'credentials-rejected',
      'offline-store-damaged': 'credentials-rejected',
    });
    story.is('a', WARNING, stale, damaged, password, silent);
    expect(quietedBy(story)).toMatchObject({ stale: 'late', 'credentials-rejected': 'late', late: null });
  });

  it('an incident all of its members’, and of no other replica', () => {
    const story = new AlertStory()
      .is('a', silent)
      .is('b', stale)
      .is('c', stale)
      .incident('7', { joined: ['a', 'b'] });
    const byReplica = [...story.state.alerts.values()].map(({ replica, suppressed }) => [replica, suppressed.length]);
    expect(byReplica).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 0],
      [null, 0],
    ]);
    story.incident('7', { left: ['b'] });
    expect(story.alert('2').suppressed).toEqual([]);
  });

  it('those of a member that come later as well', () => {
    const story = new AlertStory()
      .incident('7', { joined: ['a'] })
      .is('a', stale)
      .at(hours(1));
    expect(story.alert('2').suppressed).toEqual([{ by: 'inhibition', id: '1' }]);
    expect(story.messages.flatMap(({ data }) => data.alerts)).toEqual(['1']);
  });

  it('while it waits whether it is over, and not once it is', () => {
    const story = new AlertStory().is('a', stale, password).is('a', stale);
    expect(story.alert('2').status).toBe('recovering');
    expect(story.alert('1').suppressed).toHaveLength(1);
    expect(story.at(minutes(5)).alert('1').suppressed).toEqual([]);
  });

  it('but not while it is pending', () => {
    const story = new AlertStory().is('a', stale, holds('silent', null, { kind: 'never-reported' }));
    expect(story.alert('1').suppressed).toEqual([]);
  });
});

describe('of folders that are stale and differ, because nothing synchronizes,', () => {
  const stale = holds('stale', 'warning');
  const staleAndCritical = holds('stale', 'critical');
  const differs = holds('mismatch', 'warning', { kind: 'not-synchronizing' });
  const differsMuch = holds('mismatch', 'critical', { kind: 'not-synchronizing' });
  const left = holds('mismatch', 'warning', { kind: 'although-synchronizing' });
  /** Of each message its kind and the rules that it tells of. */
  const told = (story: AlertStory) =>
    story.messages.map(({ data }) => [data.kind, ...data.alerts.map((id) => story.alert(id).rule)].join(' '));

  it('one message is sent, of the cause, and one when both are over', () => {
    const story = new AlertStory().is('a', differs, stale).at(hours(2));
    expect(told(story)).toEqual(['firing stale']);
    expect(
      story
        .is('a')
        .at(hours(3))
        .messages.map(({ data }) => data.kind),
    ).toEqual(['firing', 'resolved']);
  });

  it.each([
    ['stale', stale, differs],
    ['mismatch', differs, stale],
  ])('what was told first (%s) stands for what comes later', (first, one, other) => {
    const story = new AlertStory().is('a', one).at(minutes(10)).is('a', one, other).at(hours(2));
    expect(told(story)).toEqual([`firing ${first}`]);
  });

  it('what is worse is told, and what was told of before says nothing more until it is over', () => {
    const story = new AlertStory().is('a', stale).at(minutes(10)).is('a', stale, differs).at(minutes(20));
    story.is('a', stale, differsMuch).at(minutes(40)).is('a', staleAndCritical, differsMuch).at(hours(2));
    expect(told(story)).toEqual(['firing stale', 'firing mismatch']);
    story.is('a').at(hours(3));
    expect(told(story).slice(2).sort()).toEqual(['resolved mismatch', 'resolved stale']);
  });

  it('what outlives the other is told then', () => {
    const story = new AlertStory().is('a', stale, differs).at(minutes(20)).is('a', differs).at(minutes(24));
    expect(told(story)).toEqual(['firing stale']);
    expect(told(story.at(hours(1)))).toEqual(['firing stale', 'firing mismatch', 'resolved stale']);
  });

  it('what a completed sync has left there is of another cause, and told beside it', () => {
    expect(told(new AlertStory().is('a', left, stale).at(hours(1)))).toEqual(['firing mismatch', 'firing stale']);
    const story = new AlertStory().is('a', differs, stale).at(minutes(10)).is('a', left, stale).at(hours(1));
    expect(told(story)).toEqual(['firing stale', 'firing mismatch']);
  });

  it('on another replica nothing is quiet', () => {
    expect(told(new AlertStory().is('a', stale).is('b', differs).at(hours(1)))).toHaveLength(2);
  });
});

describe('an incident', () => {
  it('has the numbers of its incident, also of the last mailbox that joins, and its age', () => {
    const first = { joined: ['a'], users: 10, replicas: 10, total: 11, since: MIDNIGHT - minutes(54) };
    const story = new AlertStory().incident('7', first);
    expect(story.alert()).toMatchObject({ users: 10, since: MIDNIGHT - minutes(54) });
    story.at(minutes(1)).incident('7', { ...first, joined: ['b'], users: 11, replicas: 11 });
    expect(story.alert()).toMatchObject({ users: 11, text: expect.stringContaining('11 mailboxes, 11 of 11') });
    story.at(minutes(2)).incident('7', { ...first, joined: [], left: ['b'] });
    expect(story.alert()).toMatchObject({ users: 10, text: expect.stringContaining('10 mailboxes, 10 of 11') });
  });

  const replicas = Array.from({ length: 5_000 }, (_, index) => `r${index}`);

  it('is one alert for 5,000 replicas, which grows and is over', () => {
    const story = new AlertStory();
    const ms = timed(() => {
      story.incident('7', { joined: replicas.slice(0, 3), users: 3, replicas: 3, total: 5_000 });
      replicas.slice(3).forEach((replica, index) => {
        story.now = MIDNIGHT + index * 50;
        story.incident('7', { joined: [replica], users: index + 4, replicas: index + 4, total: 5_000 });
        if (index % 100 === 0) story.at(index * 50);
        story.is(replica, holds('trouble', 'critical', { kind: 'tls-failed' }));
      });
      story.at(minutes(30));
    });
    const loud = [...story.state.alerts.values()].filter(({ suppressed }) => suppressed.length === 0);
    expect(loud.map(({ incident }) => incident)).toEqual(['7']);
    expect(loud[0]!.users).toBeGreaterThan(4_000);
    expect(story.said().map(([, , kind]) => kind)).toEqual(['firing', 'update']);

    for (const replica of replicas) story.is(replica);
    story.at(minutes(40)).incident('7', { left: replicas, users: 0, replicas: 0, closed: true }).at(minutes(60));
    expect(story.said().map(([, , kind]) => kind)).toEqual(['firing', 'update', 'resolved']);
    expect(story.messages.flatMap(({ data }) => data.alerts).every((id) => id === loud[0]!.id)).toBe(true);
    expect(ms).toBeLessThan(5_000);
  });

  it('of the same cause within a day regresses, under the same number', () => {
    const story = new AlertStory().incident('7').incident('7', { closed: true }).at(hours(3)).incident('9');
    expect(story.alert()).toMatchObject({ status: 'firing', incident: '9', regressedAt: MIDNIGHT + hours(3) });
  });

  it('that regresses affects whom it does now, not those of its life before', () => {
    const stale = holds('stale', 'warning');
    const story = new AlertStory()
      .is('a', stale)
      .incident('7', { joined: ['a'] })
      .incident('7', { closed: true });
    story
      .at(hours(1))
      .incident('9', { joined: ['b'] })
      .is('a', stale)
      .is('b', stale);
    expect(story.alert('2')).toMatchObject({ status: 'firing', incident: '9' });
    expect(story.alert('1').suppressed).toEqual([]);
    expect(story.alert('3').suppressed).toEqual([{ by: 'inhibition', id: '2' }]);
  });

  it('keeps its alert when another group explains it better', () => {
    const story = new AlertStory()
      .incident('7')
      .incident('7', { scope: 'site', name: 'Lyon', title: 'Site Lyon: servers cannot be reached' });
    expect(story.state.alerts.size).toBe(1);
    // Steps and matchers name the server: it is not this one any more.
    expect(story.alert()).toMatchObject({
      title: 'Site Lyon: servers cannot be reached',
      server: null,
      labels: { site: 'Lyon' },
    });
    story.incident('7', { scope: 'server', name: 'imap-09', title: 'imap-09 cannot be reached' });
    expect(story.alert()).toMatchObject({ server: 'imap-09', labels: {} });
  });

  it('that was a part of a larger one says where it goes on', () => {
    const story = new AlertStory().incident('7').at(minutes(1)).incident('9', { scope: 'site', name: 'Lyon' });
    story.incident('7', { closed: true, mergedInto: '9' }).at(minutes(20));
    expect(story.messages.at(-1)!.data).toMatchObject({ kind: 'resolved', alerts: ['1'] });
    expect(story.messages.at(-1)!.data.text).toContain('part of #2');
  });

  it('beside another one of the same cause stays apart', () => {
    const story = new AlertStory().incident('7').incident('9');
    const prints = [...story.state.alerts.values()].map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(2);
  });
});
