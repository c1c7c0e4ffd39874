import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Consumer } from '@lockstep/event-store';
import type { WatchdogView } from '@lockstep/contracts';
import { WatchdogCall1795600000000 } from '../../database/migrations/1795600000000-watchdog-call.ts';
import { probes } from '../../self/probes.ts';
import { startTestAlerts, type TestAlerts } from '../../testing/alerts.ts';
import { eventually } from '../../testing/eventually.ts';
import { startNotifyServer, type NotifyServer } from '../testing/notify-server.ts';
import { answer, startSink } from '../testing/sink.ts';
import { configureCall, type CallSettings } from './call-settings.ts';
import { readLastCall } from './last-call.ts';
import { WatchdogCall } from './watchdog-call.ts';

jest.setTimeout(60_000);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('the watchdog call', () => {
  let test: TestAlerts;
  let replicas: Consumer;
  let alerts: Consumer;
  let sink: Awaited<ReturnType<typeof startSink>>;
  let said: string[];
  let urls: Map<string, string>;

  beforeEach(async () => {
    test = await startTestAlerts();
    await new WatchdogCall1795600000000().up(test.models.pool as never);
    replicas = test.models.startConsumer();
    alerts = test.start();
    sink = await startSink();
    said = [];
    urls = new Map();
    await test.enrol();
  });
  afterEach(async () => {
    await alerts.stop();
    await test.models.close();
    await sink.stop();
  });

  const secrets = {
    put: (_channel: string, { url }: { url?: string | null }) => {
      const id = randomUUID();
      urls.set(id, url!);
      return Promise.resolve({ url: id });
    },
    remove: ({ url }: { url?: string }) => Promise.resolve(void urls.delete(url ?? '')),
    of: ({ secrets: { url } }: Pick<CallSettings, 'secrets'>) => Promise.resolve({ url: urls.get(url!)! }),
  };
  const setUp = (over: object = {}) =>
    configureCall(
      test.models.store,
      secrets,
      {
        ...{ url: `${sink.url}/ping/a-secret-place`, everySeconds: 60, method: 'GET', enabled: true },
        ...{ allowPrivate: true, ...over },
      },
      { by: 'eve', now: () => test.models.now },
    );
  const switchOf = () => {
    const note = (_facts: object, line: string) => void said.push(line);
    const { pool, store } = test.models;
    return new WatchdogCall({
      ...{ pool, store, secrets, link: 'https://lockstep.example.org/' },
      consumers: probes(pool, null).consumers,
      overdue: probes(pool, null).overdue,
      log: { debug: note, info: note, warn: note, error: note },
      clock: () => test.models.now,
    });
  };
  const bothCaughtUp = async () => {
    await test.models.caughtUp();
    await test.caughtUp();
    await eventually(async () => {
      const lags = await probes(test.models.pool, null).consumers(test.models.now);
      if (lags.some(({ behindMs }) => behindMs > 0)) throw new Error('A consumer is behind.');
    });
  };
  /** How often it called while so much time passed. */
  const callsIn = async (ms: number, calls: readonly WatchdogCall[], isCaughtUp = true): Promise<number> => {
    const before = sink.received.length;
    for (const end = test.models.now + ms; test.models.now < end; test.models.now += 5 * SECOND) {
      if (isCaughtUp) await bothCaughtUp();
      for (const call of calls) await call.round();
    }
    return sink.received.length - before;
  };

  it('comes each minute, from one of several processes, and from another when that one has gone', async () => {
    await setUp();
    const [one, other] = [switchOf(), switchOf()];
    expect(await callsIn(3 * MINUTE, [one, other])).toBe(3);
    expect(sink.received[0]).toMatchObject({ method: 'GET', path: '/ping/a-secret-place', body: '' });
    expect(await callsIn(3 * MINUTE, [other])).toBe(3);
    expect(said).toEqual([]);
  });

  it('stops when a consumer stands still, though nothing else happens, and goes on when that does', async () => {
    await setUp({ method: 'POST' });
    const call = switchOf();
    expect(await callsIn(2 * MINUTE, [call])).toBe(2);
    expect(JSON.parse(sink.received[0]!.body)).toMatchObject({ alerts: [{ labels: { alertname: 'Watchdog' } }] });

    await replicas.stop();
    // The sign that shows it: what it appends itself is not folded.
    expect(await callsIn(3 * MINUTE, [call], false)).toBeLessThanOrEqual(2);
    expect(await callsIn(10 * MINUTE, [call], false)).toBe(0);
    expect(said).toEqual(['the watchdog call is silent: Lockstep does not work']);
    expect((await readLastCall(test.models.pool))?.silent?.why).toMatch(
      /^The consumer (replicas|alerts) is \d+ seconds/,
    );

    test.models.startConsumer();
    expect(await callsIn(2 * MINUTE, [call])).toBe(2);
    expect(said.at(-1)).toBe('the watchdog call goes on: Lockstep works again');
    expect((await readLastCall(test.models.pool))?.silent).toBeNull();
  });

  it('notes what it was answered, without the address, and is soon tried again where that may pass', async () => {
    await setUp();
    sink.answer(answer(503, 'no room for /ping/a-secret-place'));
    expect(await callsIn(30 * SECOND, [switchOf()])).toBe(3);
    const { called } = (await readLastCall(test.models.pool))!;
    expect(called).toMatchObject({ ok: false });
    expect(called!.answer).toMatch(/^HTTP 503: no room for/);
    expect(called!.answer).not.toContain('secret');
  });

  it('goes to no private address unless it is allowed, and nowhere while it is off', async () => {
    await setUp({ allowPrivate: false });
    expect(await callsIn(MINUTE, [switchOf()])).toBe(0);
    expect((await readLastCall(test.models.pool))?.called).toMatchObject({ ok: false });
    await setUp({ enabled: false });
    expect(await callsIn(2 * MINUTE, [switchOf()])).toBe(0);
  });
});

describe('the door of the watchdog call', () => {
  let notify: NotifyServer;
  beforeEach(async () => {
    notify = await startNotifyServer();
  });
  afterEach(() => notify.close());
  const input = () => ({ url: `${notify.sink.url}/ping/a-very-secret-place`, method: 'GET', allowPrivate: true });

  it('sets it up, and it is called; the address is never shown', async () => {
    expect((await notify.ask<WatchdogView>('GET', '/watchdog')).body).toMatchObject({
      ...{
        holdsUrl: false,
        everySeconds: 60,
        method: 'POST',
        enabled: false,
        version: 0,
        lastCall: null,
        silent: null,
      },
    });
    const { status, body } = await notify.ask<WatchdogView>('PUT', '/watchdog', input());
    expect(status).toBe(200);
    expect(body).toMatchObject({ holdsUrl: true, enabled: true, version: 1, changedBy: 'admin' });
    await eventually(async () => {
      const { body: view } = await notify.ask<WatchdogView>('GET', '/watchdog');
      expect(view.lastCall).toMatchObject({ ok: true, answer: 'HTTP 200: ok' });
    }, 20_000);

    const { body: kept } = await notify.ask<WatchdogView>('PUT', '/watchdog', {
      ...{ everySeconds: 30, allowPrivate: true, basedOn: 1 },
    });
    expect(kept).toMatchObject({ holdsUrl: true, everySeconds: 30, version: 2 });
    expect([...notify.answers, ...notify.lines].join('\n')).not.toContain('secret-place');
    const { rows } = await notify.server.pool.query(`SELECT data::text FROM log.events WHERE stream = 'watchdog-call'`);
    expect(JSON.stringify(rows)).not.toContain('secret-place');
  });

  it('refuses what makes no sense, and names the field', async () => {
    expect(await notify.refusal('PUT', '/watchdog', { enabled: true })).toEqual([422, 'url']);
    expect(await notify.refusal('PUT', '/watchdog', { url: 'ftp://example.org' })).toEqual([422, 'url']);
    expect(await notify.refusal('PUT', '/watchdog', { ...input(), everySeconds: 1 })).toEqual([422, 'everySeconds']);
    expect(await notify.refusal('PUT', '/watchdog', { ...input(), method: 'PUT' })).toEqual([422, 'method']);
    expect(await notify.refusal('PUT', '/watchdog', { ...input(), basedOn: 3 })).toEqual([409, 'basedOn']);
    const { rows } = await notify.server.pool.query(`SELECT 1 FROM channel_secret WHERE channel = 'watchdog-call'`);
    expect(rows).toEqual([]);
  });

  it('refuses an address that no call could ever go to, said now or kept from before, but not while it is off', async () => {
    const never = { allowPrivate: false };
    const toItself = { ...never, url: 'http://localhost:9/ping/a-very-secret-place' };
    expect(await notify.refusal('PUT', '/watchdog', toItself)).toEqual([422, 'url']);
    expect(await notify.refusal('PUT', '/watchdog', { ...never, url: 'http://[::1]/' })).toEqual([422, 'url']);
    expect((await notify.ask('PUT', '/watchdog', { ...toItself, enabled: false })).status).toBe(200);
    expect(await notify.refusal('PUT', '/watchdog', { ...never, enabled: true })).toEqual([422, 'url']);
    expect(
      (await notify.ask('PUT', '/watchdog', { ...never, enabled: true, url: 'https://ping.example.org/' })).status,
    ).toBe(200);
    expect([...notify.answers, ...notify.lines].join('\n')).not.toContain('secret-place');
  });
});
