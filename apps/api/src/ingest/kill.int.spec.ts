import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startPostgres, type PostgresServer, type TestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { connectAgent, enrol, sendReports, type AgentSocket, type TestAgent } from '../testing/agents.ts';
import { aReport, EPOCH } from '../testing/report.ts';
import { killLeftOvers, startServerProcess } from '../testing/server-process.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const PATIENCE_MS = 60_000;
const AGENTS = 8;

/** Reports as fast as it is answered, until the line breaks; says which numbers were acknowledged. */
async function reportUntilCut({ report }: AgentSocket, from: number): Promise<number[]> {
  const acknowledged: number[] = [];
  for (let seq = from; ; seq += 3) {
    const seqs = [seq, seq + 1, seq + 2];
    const ack = await report(seqs.map((seq) => aReport({ seq }))).catch(() => null);
    if (!ack?.ok) return acknowledged;
    acknowledged.push(...seqs);
  }
}

async function storedSeqs(pool: pg.Pool, replica: string): Promise<number[]> {
  const { rows } = await pool.query(
    `SELECT (data->>'seq')::int AS seq FROM log.events WHERE stream = $1 AND type = 'ReplicaReported' ORDER BY 1`,
    [replica],
  );
  return rows.map(({ seq }) => seq);
}

describe('the server', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    killLeftOvers();
    await pool.end();
    await database.drop();
  });

  it(
    'killed in the middle has lost nothing that it acknowledged, and knows where each agent left off',
    async () => {
      let server = await startServerProcess(database.url);
      const agents = await Promise.all(Array.from({ length: AGENTS }, () => enrol(server.url)));
      let acknowledged: number[][] = agents.map(() => []);

      for (let kill = 0; kill < 3; kill++) {
        const sockets = await Promise.all(agents.map(({ token }) => connectAgent(server.url, token)));
        const work = sockets.map((socket) => reportUntilCut(socket, socket.resume.seq + 1));
        await pause(400 + 150 * kill);
        expect(await server.end('SIGKILL')).toBe('SIGKILL');
        const now = await Promise.all(work);
        acknowledged = acknowledged.map((before, agent) => [...before, ...now[agent]!]);
        sockets.forEach(({ close }) => close());
        server = await startServerProcess(database.url);
      }

      for (const [index, agent] of agents.entries()) {
        const stored = await storedSeqs(pool, agent.replica);
        expect(acknowledged[index]!.length).toBeGreaterThan(5);
        expect(new Set(stored).size).toBe(stored.length);
        expect(stored).toEqual(expect.arrayContaining(acknowledged[index]!));
        const { resume, close } = await connectAgent(server.url, agent.token);
        expect(resume).toEqual({ epoch: EPOCH, seq: stored.at(-1) });
        close();
      }
      expect(await server.end('SIGTERM')).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'told to stop commits and acknowledges what it has taken, and is gone within ten seconds',
    async () => {
      const server = await startServerProcess(database.url);
      const agents = await Promise.all(Array.from({ length: AGENTS }, () => enrol(server.url)));
      const sockets = await Promise.all(agents.map(({ token }) => connectAgent(server.url, token)));
      const work = sockets.map((socket) => reportUntilCut(socket, 1));
      await pause(400);
      const startedAt = Date.now();
      expect(await server.end('SIGTERM')).toBe(0);
      expect(Date.now() - startedAt).toBeLessThan(10_000);

      const acknowledged = await Promise.all(work);
      for (const [index, { replica }] of agents.entries())
        expect(await storedSeqs(pool, replica)).toEqual(acknowledged[index]);
      for (const secret of agents.map(({ token }) => token)) expect(server.output()).not.toContain(secret);
      sockets.forEach(({ close }) => close());
    },
    PATIENCE_MS,
  );
});

describe('when PostgreSQL dies', () => {
  let postgres: PostgresServer;
  let server: TestServer;
  let agent: TestAgent;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-kill-'));
    postgres = await startPostgres({ dataDir: folder });
    server = await startTestServer({ databaseUrl: postgres.url });
    agent = await enrol(server.url);
  }, PATIENCE_MS);
  afterAll(async () => {
    await server.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }, PATIENCE_MS);

  it(
    'nothing is acknowledged until it is back, and then all goes on by itself',
    async () => {
      const { report, socket } = await connectAgent(server.url, agent.token);
      await report(aReport({ seq: 1 }));
      process.kill(postgres.pid, 'SIGKILL');

      const [http, ack] = await Promise.all([
        sendReports(server, agent, aReport({ seq: 2 })),
        report(aReport({ seq: 3 })),
      ]);
      // Back within milliseconds, it may have been in time for these.
      expect([200, 503]).toContain(http.status);
      if (http.status === 503) expect(http.headers.get('retry-after')).toMatch(/^\d+$/);
      if (!ack.ok) expect(ack).toMatchObject({ retry: true, retryAfterMs: expect.any(Number) });

      await untilStored(() => report([aReport({ seq: 2 }), aReport({ seq: 3 })]));
      expect(await storedSeqs(server.pool, agent.replica)).toEqual([1, 2, 3]);
      expect(socket.connected).toBe(true);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      socket.close();
    },
    PATIENCE_MS,
  );

  it(
    'and stays away, everything that needs it is 503, soon; and the process lives',
    async () => {
      const { report, socket } = await connectAgent(server.url, agent.token);
      // Stopped, it cannot be started again by its keeper before it goes on.
      await postgres.stop();
      const startedAt = Date.now();
      expect(await report(aReport({ seq: 10 }))).toMatchObject({
        ok: false,
        retry: true,
        retryAfterMs: expect.any(Number),
      });
      expect((await sendReports(server, agent, aReport({ seq: 11 }))).status).toBe(503);
      expect(Date.now() - startedAt).toBeLessThan(15_000);
      for (const path of ['/readyz', '/api/v1/enrolment']) {
        const cookie = `lockstep_session=another${path.length}`;
        expect((await fetch(server.url + path, { headers: { cookie } })).status).toBe(503);
      }
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      await expect(connectAgent(server.url, 'unknown')).rejects.toThrow('unavailable');

      const { port } = new URL(postgres.url);
      postgres = await startPostgres({ dataDir: folder, port: Number(port) });
      await untilStored(() => report([aReport({ seq: 10 }), aReport({ seq: 11 })]));
      expect(await storedSeqs(server.pool, agent.replica)).toEqual([1, 2, 3, 10, 11]);
      socket.close();
    },
    PATIENCE_MS,
  );

  async function untilStored(send: () => Promise<{ ok: boolean }>): Promise<void> {
    for (const giveUpAt = Date.now() + 20_000; Date.now() < giveUpAt; await pause(200)) {
      if ((await send()).ok) return;
    }
    throw new Error('Not back within 20 s.');
  }
});
