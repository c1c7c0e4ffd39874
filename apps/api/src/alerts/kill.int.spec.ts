import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createPostgresStore } from '@lockstep/event-store';
import { createTestDatabase, type TestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { readAlertsProgress } from './alerts-progress.ts';
import { ALERT_TYPES } from './alert-types.ts';
import { rebuildAlerts } from './rebuild-alerts.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { ALERTS, ROUTES } from '../projections/streams.ts';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { alertRows, ROUTED } from '../testing/alerts.ts';
import { eventually } from '../testing/eventually.ts';
import { mulberry32 } from '../testing/random.ts';
import { aReport } from '../testing/report.ts';
import { killLeftOvers, startServerProcess } from '../testing/server-process.ts';

const MINUTE = 60_000;
const AGENTS = 12;
const KILLS = 6;

jest.setTimeout(240_000);
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  killLeftOvers();
  await pool.end();
  await database.drop();
});

/** Each round all of them turn: out of step, and back. Reports have numbers, so sent again they are duplicates. */
function reportsOf(round: number) {
  const isOut = round % 2 === 0;
  return [0, 1, 2, 3].map((n) => {
    const observedAt = new Date(Date.now() - (200 * (KILLS - round) - 40 * n + 10) * MINUTE).toISOString();
    return aReport({
      seq: round * 4 + n + 1,
      observedAt,
      intervalSeconds: 86_400,
      folders: [{ path: ['INBOX'], serverItems: 520, offlineItems: isOut ? 400 : 520, lastSynchronizedAt: observedAt }],
    });
  });
}

it('alerts and messages are neither lost nor doubled when the server is killed at any moment', async () => {
  const random = mulberry32(4);
  const agents: TestAgent[] = [];
  const store = createPostgresStore({ pool });
  for (let round = 0; round < KILLS; round++) {
    const server = await startServerProcess(database.url, { LOCKSTEP_LOG_LEVEL: 'error' });
    if (round === 0) {
      for (const { type, data } of ROUTED)
        await store.append({ stream: ROUTES, events: [{ type, observedAt: Date.now(), data: data as never }] });
      for (let n = 0; n < AGENTS; n++) agents.push(await enrol(server.url, { client: { server: `kill-${n}` } }));
    }
    const sent = agents.map((agent) => sendReports(server, agent, reportsOf(round)).catch(() => null));
    await store.append({
      stream: ALERTS,
      events: [{ type: 'ClockReached', observedAt: Date.now() + (round + 1) * 60 * MINUTE, data: {} }],
    });
    await pause(random() * 250);
    await server.end('SIGKILL');
    await Promise.all(sent);
  }

  const server = await startServerProcess(database.url, { LOCKSTEP_LOG_LEVEL: 'error' });
  // What was not acknowledged is sent again.
  for (let round = 0; round < KILLS; round++)
    for (const agent of agents) expect((await sendReports(server, agent, reportsOf(round))).status).toBe(200);
  for (const hours of [10, 11, 12])
    await store.append({
      stream: ALERTS,
      events: [{ type: 'ClockReached', observedAt: Date.now() + hours * 60 * MINUTE, data: {} }],
    });
  const settled = async () => {
    const { position } = await store.head();
    const { rows } = await pool.query(`SELECT position FROM read.progress`);
    expect(Number(rows[0].position)).toBe(position);
    const wanted = await store.readLog({ after: 0, limit: 100_000, types: ALERT_TYPES });
    expect((await readAlertsProgress(pool, ALERTS_SCHEMA))!.position).toBeGreaterThanOrEqual(wanted.at(-1)!.position);
    return position;
  };
  // Nothing moves any more: neither the clock nor the delivery has anything to say.
  await eventually(async () => {
    const before = await settled();
    await pause(1_500);
    expect(await settled()).toBe(before);
  }, 90_000);
  await server.end('SIGTERM');

  const events = await store.readLog({ after: 0, limit: 100_000, types: ALERT_TYPES });
  const of = (type: string) =>
    events.filter((event) => event.type === type).map(({ data }) => data as Record<string, string>);
  const raised = of('AlertRaised').map(({ fingerprint }) => fingerprint);
  expect(raised.filter((one) => one!.startsWith('mismatch')).length).toBe(AGENTS);
  expect(new Set(raised).size).toBe(raised.length);
  expect(new Set(of('AlertRaised').map(({ alert }) => alert)).size).toBe(raised.length);
  const keys = of('NotificationQueued').map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(0);
  expect(new Set(keys).size).toBe(keys.length);

  const before = await alertRows(pool);
  expect(before.outbox).toHaveLength(keys.length);
  await rebuildAlerts({ pool, store, baseUrl: 'http://127.0.0.1:0' });
  const after = await alertRows(pool);
  for (const [table, rows] of Object.entries(after)) expect([table, rows]).toEqual([table, before[table]]);
  await store.close();
});
