import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChannelView, DeliveryList, RouteList } from '@lockstep/contracts';
import { enrol, sendReports } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
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

describe('a replica whose password is rejected', () => {
  it('is told of at a webhook, with the first fix in it', async () => {
    const channel = await ask<ChannelView>('POST', '/channels', {
      name: 'On call',
      settings: { kind: 'webhook', url: sink.url },
      allowPrivate: true,
    });
    const { items } = await ask<RouteList>('GET', '/routes');
    const { id, place: _place, version: basedOn, ...route } = items[0]!;
    await ask('PUT', `/routes/${id}`, { ...route, channels: [channel.id], groupWaitMs: 0, basedOn });

    const agent = await enrol(server.url, { mailbox: 'zoe@example.org', client: { server: 'imap-3' } });
    for (const [seq, ago] of [
      [1, 7_200_000],
      [2, 3_600_000],
      [3, 1_000],
    ] as const) {
      const observedAt = new Date(Date.now() - ago).toISOString();
      const said = { seq, observedAt, intervalSeconds: 3_600, troubles: [{ code: 'credentials-rejected' }] };
      expect((await sendReports(server, agent, aReport(said))).status).toBe(200);
    }
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
});
