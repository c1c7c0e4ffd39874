import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Changed, FleetView, Subscribe, SubscribeAck } from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

jest.setTimeout(60_000);

let server: TestServer;
let other: TestServer;
const open: Listener[] = [];

beforeAll(async () => {
  server = await startTestServer();
  const url = new URL(process.env.LOCKSTEP_TEST_DATABASE_URL!);
  url.pathname = `/${(await server.pool.query('SELECT current_database() AS name')).rows[0].name}`;
  other = await startTestServer({ databaseUrl: url.href });
});
afterEach(() => open.splice(0).forEach((listener) => listener.socket.close()));
afterAll(async () => {
  await other?.close();
  await server?.close();
});

interface Listener {
  readonly socket: Socket;
  readonly heard: Changed[];
  subscribe(asked: Partial<Subscribe>): Promise<SubscribeAck>;
}

async function listen(at: TestServer, headers: Record<string, string> = { cookie: at.adminCookie }): Promise<Listener> {
  const socket = io(`${at.url}/live`, {
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  });
  const heard: Changed[] = [];
  socket.on('changed', (changed: Changed) => heard.push(changed));
  const listener: Listener = {
    socket,
    heard,
    subscribe: (asked) => socket.timeout(10_000).emitWithAck('subscribe', asked),
  };
  open.push(listener);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return listener;
}

let seq = 0;
async function report(agent: TestAgent, serverItems: number, offlineItems: number, path = ['INBOX']): Promise<void> {
  const observedAt = new Date().toISOString();
  const folders = [{ path, serverItems, offlineItems, lastSynchronizedAt: observedAt }];
  const response = await sendReports(server, agent, aReport({ seq: ++seq, observedAt, kind: 'delta', folders }));
  expect(response.status).toBe(200);
}

const rowsOf = ({ heard }: Listener, view: Changed['view']) =>
  heard.filter((changed) => changed.view === view).flatMap(({ rows }) => rows as unknown[]);

describe('the live feed', () => {
  it('tells the fleet, the list and the replica of a turn, in the process that folded it and in another one', async () => {
    const agent = await enrol(server.url);
    const listeners = await Promise.all([listen(server), listen(other)]);
    for (const { subscribe } of listeners) {
      for (const asked of [{ view: 'fleet' }, { view: 'replicas' }, { view: 'replica', id: agent.replica }] as const) {
        expect(await subscribe(asked)).toEqual({ cursor: expect.stringMatching(/^\d+$/) });
      }
    }
    await report(agent, 20, 20);
    for (const listener of listeners) {
      await eventually(async () => {
        expect(rowsOf(listener, 'replicas').at(-1)).toMatchObject({ id: agent.replica, status: 'in-step' });
        const fleet = rowsOf(listener, 'fleet').at(-1) as FleetView;
        expect(fleet.statuses['in-step']).toBe(1);
        expect(rowsOf(listener, 'replica').at(-1)).toMatchObject({ replica: { status: 'in-step', folders: 1 } });
      });
    }
  });

  it('sends of a replica only the folders that changed, and names those that are gone', async () => {
    const agent = await enrol(server.url);
    const listener = await listen(server);
    await listener.subscribe({ view: 'replica', id: agent.replica });
    await report(agent, 1, 1, ['A']);
    await report(agent, 2, 2, ['B']);
    await eventually(async () => expect(rowsOf(listener, 'replica').at(-1)).toMatchObject({ replica: { folders: 2 } }));
    listener.heard.length = 0;

    await report(agent, 3, 3, ['B']);
    await eventually(async () =>
      expect(rowsOf(listener, 'replica').at(-1)).toMatchObject({
        folders: [{ path: ['B'], serverItems: 3 }],
        removed: [],
      }),
    );
    const gone = aReport({
      seq: ++seq,
      observedAt: new Date().toISOString(),
      kind: 'delta',
      folders: [],
      removed: [['A']],
    });
    await sendReports(server, agent, gone);
    await eventually(async () =>
      expect(rowsOf(listener, 'replica').at(-1)).toMatchObject({ folders: [], removed: [['A']] }),
    );
  });

  it('gives a client that comes back what it missed since its cursor, on any process', async () => {
    const agent = await enrol(server.url);
    await report(agent, 5, 5);
    const first = await listen(server);
    await first.subscribe({ view: 'replicas' });
    await report(agent, 6, 6);
    await eventually(async () => expect(first.heard).not.toHaveLength(0));
    const since = first.heard.at(-1)!.cursor;
    first.socket.close();

    await report(agent, 60, 60);
    const back = await listen(other);
    await eventually(async () => {
      back.heard.length = 0;
      await back.subscribe({ view: 'replicas', since });
      await back.subscribe({ view: 'replica', id: agent.replica, since });
      expect(rowsOf(back, 'replicas')).toMatchObject([{ id: agent.replica }]);
      expect(back.heard.at(-1)).toMatchObject({
        view: 'replica',
        reset: true,
        rows: [{ folders: [{ serverItems: 60 }] }],
      });
    });
    const upToDate = back.heard.at(-1)!.cursor;
    await eventually(async () => {
      // This process may still be telling its rooms of what we were just given.
      back.heard.length = 0;
      await back.subscribe({ view: 'replicas', since: upToDate });
      await back.subscribe({ view: 'replica', id: agent.replica, since: upToDate });
      expect(back.heard).toEqual([]);
    });
  });

  it('opens to nobody who is not signed in, to no page of another origin, and answers nonsense with an error', async () => {
    await expect(listen(server, {})).rejects.toThrow('unauthorized');
    await expect(listen(server, { cookie: server.adminCookie, origin: 'https://evil.example' })).rejects.toThrow();
    const listener = await listen(server, { cookie: server.adminCookie, origin: server.url });
    for (const asked of [
      null,
      'fleet',
      {},
      { view: 'secrets' },
      { view: 'replica' },
      { view: 'replica', id: "'; DROP" },
    ]) {
      expect(await listener.subscribe(asked as never)).toEqual({ error: expect.any(String) });
    }
    listener.socket.emit('subscribe', { view: 'fleet' });
    listener.socket.emit('unsubscribe', { view: 'fleet' });
    expect(await listener.subscribe({ view: 'fleet', since: 'not a cursor' })).toEqual({ cursor: expect.any(String) });
  });

  it('is there within a few milliseconds of a report', async () => {
    const agent = await enrol(server.url);
    const listener = await listen(server);
    await listener.subscribe({ view: 'replicas' });
    const took: number[] = [];
    for (let times = 0; times < 30; times++) {
      const heard = new Promise<void>((resolve) => listener.socket.once('changed', () => resolve()));
      const began = performance.now();
      await report(agent, times, times);
      await heard;
      took.push(performance.now() - began);
    }
    // A sanity bound, not a benchmark: the machine may be busy.
    expect(took.sort((a, b) => a - b)[15]).toBeLessThan(250);
    if (process.env.LOCKSTEP_TEST_TIMES)
      process.stdout.write(`report to socket: ${took.map((ms) => ms.toFixed(1)).join(' ')}\n`);
  });
});
