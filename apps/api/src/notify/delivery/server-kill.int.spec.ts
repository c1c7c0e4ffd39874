import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createPostgresStore } from '@lockstep/event-store';
import { createTestDatabase, type TestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { ROUTES } from '../../projections/streams.ts';
import { enrol, sendReports, type TestAgent } from '../../testing/agents.ts';
import { ROUTED } from '../../testing/alerts.ts';
import { eventually } from '../../testing/eventually.ts';
import { mulberry32 } from '../../testing/random.ts';
import { aReport } from '../../testing/report.ts';
import { killLeftOvers, startServerProcess } from '../../testing/server-process.ts';
import { startSink, type Sink } from './testing/sink.ts';

const KILLS = 6;
const AGENTS_A_LIFE = 6;
const SEED = 41;

jest.setTimeout(180_000);
let database: TestDatabase;
let pool: pg.Pool;
let sink: Sink;
let life = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  const late = mulberry32(SEED + 1);
  // It takes its time, and is never out of order: what fails are the kills alone.
  sink = await startSink({ random: () => 0.15 + 0.85 * late(), label: () => life });
});
afterAll(async () => {
  killLeftOvers();
  await pool.end();
  await database.drop();
  await sink.close();
});

/** As when time passes: who was killed holds nothing any more. */
async function leasesRunOut(): Promise<void> {
  await pool.query('DELETE FROM log.lease');
  await pool.query('UPDATE alerts.outbox SET lease_until = 0 WHERE lease_until IS NOT NULL');
}

/** Rejected passwords, three times: an alert that fires at once. Sent again they are duplicates. */
const reports = [3 * 3_600_000, 2 * 3_600_000, 3_600_000].map((ago, n) =>
  aReport({
    seq: n + 1,
    observedAt: new Date(Date.now() - ago).toISOString(),
    intervalSeconds: 86_400,
    folders: [],
    troubles: [{ code: 'credentials-rejected' }],
  }),
);

it('the whole server, killed while it delivers, loses no alert and doubles only what was answered before a kill', async () => {
  const random = mulberry32(SEED);
  const store = createPostgresStore({ pool });
  const agents: TestAgent[] = [];
  for (; life < KILLS; life++) {
    const server = await startServerProcess(database.url, { LOCKSTEP_LOG_LEVEL: 'error' });
    if (life === 0) for (const { type, data } of ROUTED) await say(type, data);
    // Each on a server of its own, so that each is a group and a message of its own.
    const joined = Array.from({ length: AGENTS_A_LIFE }, (_, n) =>
      enrol(server.url, { client: { server: `imap-${life}-${n}` } }),
    );
    agents.push(...(await Promise.all(joined)));
    const sent = agents.slice(-AGENTS_A_LIFE).map((agent) => sendReports(server, agent, reports).catch(() => null));
    // Mostly while the first of them are on their way: some are taken, some in hand, some not begun; else at any moment before.
    if (life % 4 < 3) await sink.nextTaken(5_000);
    await pause(random() * (life % 4 < 3 ? 60 : 300));
    await server.end('SIGKILL');
    await Promise.all(sent);
    await leasesRunOut();
  }

  const server = await startServerProcess(database.url, { LOCKSTEP_LOG_LEVEL: 'error' });
  for (const agent of agents) expect((await sendReports(server, agent, reports)).status).toBe(200);
  await eventually(async () => {
    expect(await keysOf('AlertRaised', 'fingerprint')).toHaveLength(agents.length);
    expect(await keysOf('NotificationQueued')).toHaveLength(agents.length);
    expect(await keysOf('NotificationDelivered')).toHaveLength(agents.length);
  }, 60_000);
  await server.end('SIGTERM');

  // Each alert in a message, each message taken, and noted once.
  const queued = await keysOf('NotificationQueued');
  expect(new Set((await of('NotificationQueued')).flatMap(({ alerts }) => alerts as string[])).size).toBe(
    agents.length,
  );
  expect([...(await keysOf('NotificationDelivered'))].sort()).toEqual([...queued].sort());
  expect(new Set(sink.taken.map(({ key }) => key))).toEqual(new Set(queued));
  // So the kills came while messages were on their way.
  expect(sink.taken.length).toBeGreaterThan(queued.length);
  // What was taken twice was taken by one life, and by a later one under the same key.
  for (const key of queued) {
    const lives = sink.taken.filter((one) => one.key === key).map(({ during }) => during);
    expect(new Set(lives).size).toBe(lives.length);
  }
  await store.close();

  async function say(type: string, data: object): Promise<void> {
    const channel = { ...data, ...('settings' in data && { settings: { kind: 'webhook', url: sink.url } }) };
    const said = { ...channel, ...('groupWaitMs' in data && { groupWaitMs: 0 }) };
    await store.append({ stream: ROUTES, events: [{ type, observedAt: Date.now(), data: said as never }] });
  }
  async function of(type: string): Promise<Record<string, unknown>[]> {
    const events = await store.readLog({ after: 0, limit: 100_000, types: [type] });
    return events.map(({ data }) => data as Record<string, unknown>);
  }
  async function keysOf(type: string, name = 'key'): Promise<string[]> {
    return (await of(type)).map((data) => String(data[name]));
  }
});
