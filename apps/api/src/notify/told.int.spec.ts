import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BrowserNotice, ChannelTest, ChannelView, DeliveryList, RouteList } from '@lockstep/contracts';
import { io } from 'socket.io-client';
import { eventually } from '../testing/eventually.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { rejectPassword } from './testing/reject-password.ts';
import { startSink } from './testing/sink.ts';

jest.setTimeout(90_000);

let server: TestServer;
let sink: Awaited<ReturnType<typeof startSink>>;
beforeAll(async () => {
  server = await startTestServer();
  sink = await startSink();
});
afterAll(async () => {
  await server?.close();
  await sink?.stop();
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { cookie: server.adminCookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function routeTo({ id: channel }: ChannelView): Promise<void> {
  const { items } = await ask<RouteList>('GET', '/routes');
  const { id, place: _place, version: basedOn, ...route } = items[0]!;
  await ask('PUT', `/routes/${id}`, { ...route, channels: [channel], groupWaitMs: 0, basedOn });
}

/** A browser: all notices that it hears, of the alerts that it looks at or of nothing. */
async function aBrowser(looksAt: 'alerts' | null) {
  const socket = io(`${server.url}/live`, {
    transports: ['websocket'],
    extraHeaders: { cookie: server.adminCookie },
    reconnection: false,
    forceNew: true,
  });
  const heard: BrowserNotice[] = [];
  socket.on('notice', (notice: BrowserNotice) => heard.push(notice));
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
  if (looksAt) await socket.timeout(10_000).emitWithAck('subscribe', { view: looksAt });
  return { heard, socket };
}

describe('a replica whose password is rejected', () => {
  it('is told of at a webhook, with the first fix in it', async () => {
    const channel = await ask<ChannelView>('POST', '/channels', {
      name: 'On call',
      settings: { kind: 'webhook', url: sink.url },
      allowPrivate: true,
    });
    await routeTo(channel);
    await rejectPassword(server, 'zoe@example.org', 'imap-3');
    const { body, headers } = await eventually(async () => {
      expect(sink.received.length).toBeGreaterThan(0);
      return sink.received[0]!;
    }, 30_000);
    const said = JSON.parse(body);
    expect(said).toMatchObject({ version: '4', receiver: 'On call', status: 'firing' });
    expect(said.alerts[0]).toMatchObject({
      status: 'firing',
      labels: { mailbox: 'zoe@example.org', server: 'imap-3' },
    });

    expect(said.alerts[0].annotations.fix).toMatch(/\n1\. /);

    await eventually(async () => {
      const deliveries = await ask<DeliveryList>('GET', `/deliveries?channel=${channel.id}`);
      expect(deliveries.items).toEqual([
        expect.objectContaining({
          key: headers['idempotency-key'],
          state: 'sent',
          attempts: 1,
          channelName: 'On call',
        }),
      ]);
    });
  });

  it('is told of once to browsers that look at alerts, and to no others; so is a test', async () => {
    const channel = await ask<ChannelView>('POST', '/channels', { name: 'Desk', settings: { kind: 'browser' } });
    await routeTo(channel);
    const [looking, elsewhere] = await Promise.all([aBrowser('alerts'), aBrowser(null)]);
    try {
      await rejectPassword(server, 'yan@example.org', 'imap-4');
      const notice = await eventually(async () => {
        const found = looking.heard.find(({ title }) => title.includes('yan@example.org'));
        expect(found).toBeDefined();
        return found!;
      }, 30_000);
      expect(notice).toMatchObject({ kind: 'firing', more: 0, alerts: [expect.any(String)] });
      expect(new URL(notice.link).pathname).toBe(`/alerts/${notice.alerts[0]}`);
      const sent = await eventually(async () => {
        const { items } = await ask<DeliveryList>('GET', `/deliveries?channel=${channel.id}`);
        expect(items.map(({ state }) => state)).toEqual(items.map(() => 'sent'));
        return items;
      });
      expect(looking.heard.map(({ key }) => key).sort()).toEqual(sent.map(({ key }) => key).sort());

      expect(await ask<ChannelTest>('POST', `/channels/${channel.id}/test`)).toMatchObject({ ok: true });
      await eventually(async () => expect(looking.heard.at(-1)).toMatchObject({ kind: 'test' }));
      expect(elsewhere.heard).toEqual([]);
    } finally {
      looking.socket.close();
      elsewhere.socket.close();
    }
  });
});
