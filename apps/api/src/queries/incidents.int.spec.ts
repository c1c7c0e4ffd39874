import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  Changed,
  FleetView,
  IncidentDetail,
  IncidentList,
  IncidentView,
  ReplicaList,
  ReplicaView,
} from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import { rebuildReadModels } from '../projections/rebuild-read-models.ts';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { fingerprint } from '../testing/read-models.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const REPLICAS = 30;

let server: TestServer;
let down: TestAgent[];
let fine: TestAgent[];
/** The last quarter of an hour, so that nobody falls silent while the test runs. */
const began = Date.now() - 12 * MINUTE;
const minute = (count: number) => began + count * MINUTE;
const at = (count: number) => new Date(minute(count)).toISOString();

beforeAll(async () => {
  server = await startTestServer();
  const join = (name: string, index: number) =>
    enrol(server.url, {
      mailbox: `${name}${index}@example.org`,
      labels: { site: ['Lyon', 'Oslo', 'Riga'][index % 3] },
      client: { name: 'mbsync', version: '1.4.4', server: name },
    });
  down = await Promise.all(Array.from({ length: REPLICAS }, (_, index) => join('imap-1', index)));
  fine = await Promise.all(Array.from({ length: REPLICAS }, (_, index) => join('imap-2', index)));
  await Promise.all([...down, ...fine].map((agent) => report(agent, 0)));
});
const sockets: Socket[] = [];
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await server?.close();
});

const seqs = new Map<TestAgent, number>();
const epochs = new Map<TestAgent, string>();
async function report(agent: TestAgent, atMinute: number, ...codes: string[]): Promise<void> {
  const seq = (seqs.get(agent) ?? 0) + 1;
  seqs.set(agent, seq);
  if (!epochs.has(agent)) epochs.set(agent, randomUUID());
  const lastSynchronizedAt = new Date(began - MINUTE).toISOString();
  const response = await sendReports(
    server,
    agent,
    aReport({
      epoch: epochs.get(agent)!,
      seq,
      observedAt: at(atMinute),
      folders: [{ path: ['INBOX'], serverItems: 20, offlineItems: 20, lastSynchronizedAt }],
      troubles: codes.map((code) => ({ code })),
    }),
  );
  expect(response.status).toBe(200);
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}
const withoutAlert = ({ alert: _, ...rest }: IncidentView) => rest;
const fleet = (query = '') => get<FleetView>(`/fleet${query}`);
const open = () => get<IncidentList>('/incidents?open=true');

describe('an outage of a server', () => {
  it('is one incident within seconds of the reports, and is told to whoever looks at the fleet or at one of its replicas', async () => {
    const socket = io(`${server.url}/live`, {
      transports: ['websocket'],
      extraHeaders: { cookie: server.adminCookie },
      forceNew: true,
    });
    sockets.push(socket);
    const heard: FleetView[] = [];
    const heardOfOne: ReplicaView[] = [];
    socket.on('changed', (changed: Changed) => {
      if (changed.view === 'fleet') heard.push(...changed.rows);
      if (changed.view === 'replica') heardOfOne.push(...changed.rows.map(({ replica }) => replica));
    });
    await socket.timeout(10_000).emitWithAck('subscribe', { view: 'fleet' });
    await socket.timeout(10_000).emitWithAck('subscribe', { view: 'replica', id: down[0]!.replica });

    // A trouble of its own, on the same server, in the same minutes.
    await report(down[REPLICAS - 1]!, 2, 'offline-store-damaged');
    for (const [index, agent] of down.slice(0, 10).entries())
      await report(agent, 2 + index / 10, index % 3 === 0 ? 'server-timeout' : 'server-unreachable');
    await eventually(async () => {
      const { incidents } = await fleet();
      expect(incidents).toMatchObject([
        {
          cause: 'server-suspected',
          scope: 'server',
          server: 'imap-1',
          name: 'imap-1',
          title: 'imap-1 cannot be reached',
          symptom: 'server-unreachable',
          severity: 'warning',
          since: at(2),
          replicas: 10,
          users: 10,
          total: REPLICAS,
          closedAt: null,
        },
      ]);
      expect(incidents[0]!.share).toBeCloseTo(1 / 3);
      expect(incidents[0]!.firstFix!.steps.join(' ')).toContain('imap-1');
      expect(incidents[0]!.firstFix!.steps.join(' ')).not.toMatch(/\{\w+\}/);
      // Its alert is raised a moment later, by another reader of the log.
      expect(heard.at(-1)?.incidents.map(withoutAlert)).toEqual(incidents.map(withoutAlert));
      expect(incidents[0]!.alert).toMatch(/^\d+$/);
      // It was the first to report, and nothing of its own is new since.
      expect(heardOfOne.at(-1)?.incident?.id).toBe(incidents[0]!.id);
    });
  });

  it('grows, turns critical, and leaves out what is not its own', async () => {
    await Promise.all(down.slice(10, 25).map((agent) => report(agent, 4, 'server-unreachable')));
    await report(fine[0]!, 4, 'server-unreachable');
    await eventually(async () => {
      expect((await open()).items).toMatchObject([{ replicas: 25, most: 25, severity: 'critical' }]);
    });
    const [incident] = (await open()).items;
    const detail: IncidentDetail = await get(`/incidents/${incident!.id}`);
    expect(detail).toMatchObject({ ...incident, members: expect.any(Array) });
    expect(detail.members.map(({ replica }) => replica).sort()).toEqual(
      down
        .slice(0, 25)
        .map(({ replica }) => replica)
        .sort(),
    );
    expect(detail.members[0]).toMatchObject({ device: 'laptop', since: at(2), leftAt: null });
    const list: ReplicaList = await get(`/replicas?incident=${incident!.id}`);
    expect(list.total).toBe(25);
  });

  it('shrinks, and closes once fewer than a tenth are left', async () => {
    await Promise.all(down.slice(0, 15).map((agent) => report(agent, 6)));
    await eventually(async () => expect((await open()).items).toMatchObject([{ replicas: 10, most: 25 }]));
    const { id } = (await open()).items[0]!;
    await Promise.all(down.slice(15, 25).map((agent) => report(agent, 8)));
    await eventually(async () => expect((await fleet()).incidents).toEqual([]));

    const closed = await get<IncidentList>('/incidents?open=false');
    expect(closed.items).toMatchObject([{ id, closedAt: at(8), most: 25 }]);
    const growth = closed.items[0]!.growth.map(([, replicas]) => replicas);
    expect(Math.max(...growth)).toBe(25);
    const detail: IncidentDetail = await get(`/incidents/${id}`);
    expect(detail.members).toHaveLength(25);
    expect(detail.members.every(({ leftAt }) => leftAt !== null)).toBe(true);
    expect((await get<ReplicaList>(`/replicas?incident=${id}`)).total).toBe(0);
  });

  it('is answered as it was then, also for moments in between', async () => {
    expect((await fleet(`?at=${at(1)}`)).incidents).toEqual([]);
    expect((await fleet(`?at=${at(3.5)}`)).incidents).toMatchObject([
      { replicas: 10, most: 10, severity: 'warning', closedAt: null },
    ]);
    expect((await fleet(`?at=${at(5)}`)).incidents).toMatchObject([{ replicas: 25, users: 25, severity: 'critical' }]);
    expect((await fleet(`?at=${at(7)}`)).incidents).toMatchObject([{ replicas: 10, most: 25 }]);
    expect((await fleet(`?at=${at(9)}`)).incidents).toEqual([]);
    const { id } = (await get<IncidentList>('/incidents')).items[0]!;
    const then: IncidentDetail = await get(`/incidents/${id}?at=${at(7)}`);
    expect(then.members.filter(({ leftAt }) => leftAt === null)).toHaveLength(10);
    expect((await get<ReplicaList>(`/replicas?incident=${id}&at=${at(7)}`)).total).toBe(10);
    expect((await fleet(`?knownAt=${new Date(began).toISOString()}`)).incidents).toEqual([]);
  });

  it('has the same rows when they are built anew, and the log has nothing new by that', async () => {
    const { pool, store } = server.database;
    await eventually(async () => {
      const { rows } = await pool.query('SELECT position FROM read.progress');
      expect(Number(rows[0].position)).toBe((await store.head()).position);
    });
    const before = await fingerprint(pool);
    const { position } = await store.head();
    expect(before['incident']).toMatch(/^1 rows/);
    expect(await rebuildReadModels({ pool, store, pageSize: 17 })).toBe(true);
    expect(await fingerprint(pool)).toEqual(before);
    expect((await store.head()).position).toBe(position);
    const told = await store.readStream('incidents', { limit: 1_000 });
    const types = told.map(({ type }) => type);
    expect(types[0]).toBe('IncidentOpened');
    expect(types.filter((type) => type === 'IncidentEscalated')).toHaveLength(1);
    expect(types.at(-1)).toBe('IncidentClosed');
  });

  it('is refused with the name of what is wrong, and 404 where there is none', async () => {
    const ask = (path: string) => fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } });
    for (const id of ['999999', 'none', '%00']) expect([id, (await ask(`/incidents/${id}`)).status]).toEqual([id, 404]);
    const refused = await ask('/incidents?open=perhaps');
    expect([refused.status, ((await refused.json()) as { field: string }).field]).toEqual([422, 'open']);
    expect((await ask('/incidents?limit=0')).status).toBe(422);
  });
});
