import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connectAgent, enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { Ingest } from './ingest.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
let agent: TestAgent;
beforeAll(async () => {
  server = await startTestServer({ ...DOOR_ONLY, queue: { reports: 4, bytes: 1024 * 1024 } });
  agent = await enrol(server.url);
  // The writer must have had its first batch, so that what is locked out below is a batch and not its preparation.
  await sendReports(server, agent, aReport({ seq: 1_000 }));
});
afterAll(() => server.close());

/** Nobody can append while somebody else holds the head of the log. */
async function whileTheLogIsHeld(act: () => Promise<void>): Promise<void> {
  const client = await server.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM log.head FOR UPDATE');
  try {
    await act();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** What was sent has arrived, and waits. */
function untilHeld({ reports = 0, bytes = 0 }: { reports?: number; bytes?: number }): Promise<void> {
  const { room } = server.app.nest.get(Ingest);
  return eventually(async () => {
    expect(room.held.reports).toBeGreaterThanOrEqual(reports);
    expect(room.held.bytes).toBeGreaterThanOrEqual(bytes);
  });
}

describe('when more waits for the database than may', () => {
  it('HTTP is told to come back, and nothing of it is stored; what waited is', async () => {
    let waiting: Promise<Response>[] = [];
    await whileTheLogIsHeld(async () => {
      waiting = [1, 2, 3, 4].map((seq) => sendReports(server, agent, aReport({ seq })));
      await untilHeld({ reports: 4 });
      const refused = await sendReports(server, agent, [aReport({ seq: 5 }), aReport({ seq: 6 })]);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(refused.headers.get('content-type')).toMatch('application/problem+json');
    });
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = { body: await (await sendReports(server, agent, aReport({ seq: 5 }))).json() };
    expect(body).toMatchObject({ results: [{ seq: 5, outcome: 'stored' }] });
  });

  it('a socket is told so too, and stays connected', async () => {
    const { report, close } = await connectAgent(server.url, agent.token);
    let waiting: Promise<unknown>[] = [];
    await whileTheLogIsHeld(async () => {
      waiting = [11, 12, 13, 14].map((seq) => report(aReport({ seq })));
      await untilHeld({ reports: 4 });
      expect(await report(aReport({ seq: 15 }))).toEqual({
        ok: false,
        reason: expect.any(String),
        retry: true,
        retryAfterMs: expect.any(Number),
      });
    });
    expect(await Promise.all(waiting)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
    expect(await report(aReport({ seq: 15 }))).toMatchObject({ ok: true, results: [{ outcome: 'stored' }] });
    close();
  });

  it('a few large reports by socket are as much as many small ones', async () => {
    const { report, close } = await connectAgent(server.url, agent.token);
    const folders = Array.from({ length: 2_000 }, (_, nth) => ({
      path: [`${nth} ${'x'.repeat(800)}`],
      serverItems: 1,
      offlineItems: 1,
      lastSynchronizedAt: null,
    }));
    let large: Promise<unknown> | undefined;
    await whileTheLogIsHeld(async () => {
      large = report(aReport({ seq: 31, folders }));
      expect(await report(aReport({ seq: 32 }))).toMatchObject({ ok: false, retry: true });
    });
    expect(await large).toMatchObject({ ok: true });
    close();
  });

  it('bodies on their way count as well', async () => {
    await whileTheLogIsHeld(async () => {
      const large = { ...aReport({ seq: 21 }), ignored: 'x'.repeat(900_000) };
      const waiting = sendReports(server, agent, large);
      await untilHeld({ bytes: 900_000 });
      expect((await sendReports(server, agent, { ...large, seq: 22 })).status).toBe(429);
      void waiting.catch(() => undefined);
    });
  });
});
