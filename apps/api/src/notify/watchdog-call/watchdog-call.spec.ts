import { describe, expect, it } from '@jest/globals';
import type { CallSettings } from './call-settings.ts';
import type { LastCall } from './last-call.ts';
import { watchdogBody } from './watchdog-body.ts';
import { watchdogView } from './watchdog-call.view.ts';
import { whyNot, type Working } from './why-not.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const MINUTE = 60_000;

describe('the watchdog call', () => {
  it('carries one alert that fires, under the name that such alerts have', () => {
    const body = watchdogBody(NOW, 'https://lockstep.example.org/');
    expect(body).toMatchObject({ status: 'firing', version: '4', truncatedAlerts: 0 });
    expect(body.alerts).toMatchObject([
      { status: 'firing', labels: { alertname: 'Watchdog', severity: 'none' }, startsAt: '2026-11-23T08:00:00.000Z' },
    ]);
    expect(body.groupLabels).toEqual({ alertname: 'Watchdog', severity: 'none' });
  });
});

describe('whether Lockstep works', () => {
  const appended: string[] = [];
  const working = (
    over: {
      at?: number | null;
      behind?: Record<string, number>;
      append?: () => never;
      overdue?: { alertsMs?: number; deliveriesMs?: number };
    } = {},
  ): Working => {
    const { at = NOW - 1_000, behind = { replicas: 0, alerts: MINUTE }, append } = over;
    return {
      store: {
        head: () => Promise.resolve({ position: 1, recordedAt: at }),
        append({ stream }) {
          append?.();
          appended.push(stream);
          return Promise.resolve({ outcome: 'stored', position: 2, recordedAt: NOW });
        },
      },
      overdue: () => Promise.resolve({ alertsMs: MINUTE, deliveriesMs: 0, ...over.overdue }),
      consumers: () =>
        Promise.resolve(Object.entries(behind).map(([name, behindMs]) => ({ name, behindMs, parked: 0 }))),
    };
  };

  it.each([
    ['both consumers are within a minute', {}, null],
    ['one is not', { behind: { replicas: MINUTE + 1_000, alerts: 0 } }, 'The consumer replicas is 61 seconds behind.'],
    [
      'the clock of alerts stands',
      { overdue: { alertsMs: MINUTE + 1_000 } },
      'The clock of alerts stands: it is off by 61 seconds.',
    ],
    [
      'nobody sends what waits',
      { overdue: { deliveriesMs: 3 * MINUTE } },
      'Messages wait, and nobody has tried to send one for 180 seconds.',
    ],
    ['one has never run', { behind: { replicas: 0 } }, 'The consumer alerts has never run.'],
    [
      'nothing can be stored',
      {
        at: NOW - 2 * MINUTE,
        append: () => {
          throw new Error('no space left');
        },
      },
      'The log cannot be appended to: no space left',
    ],
  ])('when %s', async (_name, over, why) => {
    expect(await whyNot(working(over), NOW, MINUTE)).toBe(why);
  });

  it('is shown by news that came of late, and by a sign where there was none', async () => {
    appended.length = 0;
    await whyNot(working({ at: NOW - MINUTE + 1 }), NOW, MINUTE);
    expect(appended).toEqual([]);
    await whyNot(working({ at: NOW - MINUTE }), NOW, MINUTE);
    await whyNot(working({ at: null }), NOW, MINUTE);
    expect(appended).toEqual(['watchdog-signs', 'watchdog-signs']);
  });
});

describe('what is said of silence', () => {
  const settings: CallSettings = {
    ...{ everySeconds: 60, method: 'POST', enabled: true, allowPrivate: false, secrets: { url: 'id' } },
    ...{ version: 1, by: 'eve', changedAt: NOW - 9 * MINUTE, position: 5 },
  };
  const last = (dueAt: number, silent: LastCall['silent'] = null): LastCall => ({
    ...{ version: 1, dueAt, silent, called: { at: dueAt - MINUTE, ok: true, ms: 4, answer: 'HTTP 200' } },
  });
  const silentWhy = (said: CallSettings, known: LastCall | null) => watchdogView(said, known, NOW).silent?.why ?? null;

  it.each([
    ['it is called', settings, last(NOW), null],
    ['it found that Lockstep does not work', settings, last(NOW, { since: NOW, why: 'so' }), 'so'],
    ['nobody has come to call', settings, last(NOW - MINUTE - 1), 'No process with the role consumers has called.'],
    ['nobody ever came', settings, null, 'No process with the role consumers has called.'],
    ['it was just set up', { ...settings, changedAt: NOW }, null, null],
    ['it is off', { ...settings, enabled: false }, last(NOW, { since: NOW, why: 'so' }), null],
    ['there is no address', { ...settings, secrets: {} }, null, null],
  ])('when %s', (_name, said, known, why) => {
    expect(silentWhy(said, known)).toBe(why);
  });
});
