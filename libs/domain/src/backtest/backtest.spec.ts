import { describe, expect, it } from '@jest/globals';
import type { AlertEvent, NewAlertEvent, NewNotification, Unnumbered } from '../alert/alert.events.ts';
import { hours, minutes } from '../testing/durations.ts';
import { compare, type BacktestQuestion, type Happened, type Replayed } from './backtest.ts';

/** Monday, at midnight in Berlin. */
const MONDAY = 1_795_388_400_000;
const question: BacktestQuestion = {
  from: MONDAY,
  to: MONDAY + hours(72),
  timeZone: 'Europe/Berlin',
  mailboxes: new Map([
    ['a', 'anna@example.org'],
    ['b', 'bob@example.org'],
  ]),
};
const NOTHING: Happened = { taken: [], confirmed: [] };

/** One alert of a replica, from when its cause began over when it fired to when it was gone, in hours. */
const alert = (id: string, replica: string, since: number, fired: number, gone: number | null, rule = 'mismatch') => {
  const at = (hour: number) => MONDAY + hours(hour);
  const say = (type: string, hour: number, data: object) =>
    ({ type, observedAt: at(hour), data: { alert: id, ...data } }) as Unnumbered<AlertEvent>;
  return [
    say('AlertRaised', since, { fingerprint: `${rule}:${replica}`, rule, replica, since: at(since), severity: null }),
    say('AlertFired', fired, { severity: 'critical' }),
    ...(gone === null ? [] : [say('AlertRecovering', gone, {}), say('AlertResolved', gone + 0.1, {})]),
  ];
};
const replayed = (...alerts: NewAlertEvent[][]): Replayed => ({ alerts: alerts.flat(), messages: [] });

describe('what a change would miss', () => {
  it('is what lasted for a day and is not told, before what is told later, and nothing that passed by itself', () => {
    const asIs = replayed(alert('1', 'a', 1, 2, 30), alert('2', 'b', 3, 4, 40), alert('3', 'a', 50, 51, 52));
    const proposed = replayed(alert('1', 'b', 3, 6, 40));
    const { missed, saved, asIs: before, proposed: after } = compare(question, NOTHING, asIs, proposed);
    expect(missed.map(({ problem, laterMs }) => [problem.mailbox, problem.because.what, laterMs])).toEqual([
      ['anna@example.org', 'lasted', null],
      ['bob@example.org', 'lasted', hours(2)],
    ]);
    expect([before.told, before.problems, after!.told, after!.problems]).toEqual([2, 2, 1, 2]);
    expect(saved).toEqual({ alerts: 2, passed: 1 });
  });

  it('is not the silence of a device that is off for a day', () => {
    const asIs = replayed(alert('1', 'a', 1, 2, 60, 'silent'));
    expect(compare(question, NOTHING, asIs, replayed()).missed).toEqual([]);
  });

  it('is what somebody took, or what a fix ended, however short it was', () => {
    const asIs = replayed(alert('1', 'a', 1, 2, 3), alert('2', 'b', 1, 2, 3));
    const happened: Happened = {
      taken: [{ fingerprint: 'mismatch:a', by: 'ada', at: MONDAY + hours(2.5) }],
      confirmed: [{ replica: 'b', fix: 'K8', at: MONDAY + hours(5) }],
    };
    const { missed } = compare(question, happened, asIs, replayed());
    expect(missed.map(({ problem }) => problem.because)).toEqual([
      { what: 'taken', by: 'ada' },
      { what: 'fixed', fix: 'K8' },
    ]);
  });

  it('is told where an incident that affects the mailbox is', () => {
    const incident: NewAlertEvent[] = alert('9', 'none', 1, 1, 60).map((event) =>
      event.type === 'AlertRaised' ? { ...event, data: { ...event.data, replica: null, rule: 'suspected' } } : event,
    );
    const joined = { alert: '9', joined: ['a'] };
    incident.splice(1, 0, { type: 'AlertMembersChanged', observedAt: MONDAY + hours(1), data: joined });
    const asIs = replayed(alert('1', 'a', 1, 2, 30));
    expect(compare(question, NOTHING, asIs, replayed(incident)).missed).toEqual([]);
  });
});

describe('figures', () => {
  it('count each time that an alert fires, by its local day, within the time that is asked about', () => {
    const asIs = replayed(alert('1', 'a', -5, -1, 1), alert('2', 'a', 23, 23.5, 24), alert('3', 'b', 24, 24.5, 25));
    const { asIs: figures, days, proposed } = compare(question, NOTHING, asIs, null);
    expect([figures.alerts, figures.users, figures.medianTimeToTellMs]).toEqual([2, 2, minutes(30)]);
    expect(days.slice(0, 2).map((day) => [day.asIs, day.proposed])).toEqual([
      [1, null],
      [1, null],
    ]);
    expect(proposed).toBeNull();
  });

  it('leave out whom the policy is not for', () => {
    const asIs = replayed(alert('1', 'stranger', 1, 2, 30));
    expect(compare(question, NOTHING, asIs, null).asIs).toMatchObject({ alerts: 0, users: 0, problems: 0 });
  });

  it('count a night once, by what is critical and told between ten and six', () => {
    const said = (hour: number, severity: 'warning' | 'critical'): NewNotification => ({
      type: 'NotificationQueued',
      observedAt: MONDAY + hours(hour),
      data: {
        key: `${hour}`,
        channel: 'c',
        kind: 'firing',
        group: 'g',
        alerts: ['1'],
        title: '',
        told: [{ alert: '1', status: 'firing', severity, users: 1, flapping: false }],
      },
    });
    const messages = [
      said(21, 'critical'),
      said(22, 'warning'),
      said(23, 'critical'),
      said(29, 'critical'),
      said(54, 'critical'),
    ];
    const asIs = { alerts: alert('1', 'a', 1, 2, null), messages };
    expect(compare(question, NOTHING, asIs, null).asIs).toMatchObject({ messages: 5, nights: 1 });
  });
});
