import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectAgent, enrol, sendReports, type AgentSocket, type TestAgent } from '../testing/agents.ts';
import { aReport, EPOCH } from '../testing/report.ts';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
let agent: TestAgent;
const open: AgentSocket[] = [];
beforeAll(async () => void (server = await startTestServer(DOOR_ONLY)));
beforeEach(async () => void (agent = await enrol(server.url)));
afterEach(() => open.splice(0).forEach((one) => one.close()));
afterAll(() => server.close());

async function connect(): Promise<AgentSocket> {
  const socket = await connectAgent(server.url, agent.token);
  open.push(socket);
  return socket;
}

describe('an agent’s socket', () => {
  it('hears first where it left off', async () => {
    expect((await connect()).resume).toEqual({ epoch: null, seq: 0 });
    await sendReports(server, agent, [aReport({ seq: 1 }), aReport({ seq: 7 })]);
    expect((await connect()).resume).toEqual({ epoch: EPOCH, seq: 7 });

    // A contradiction, and what the judge writes, are not the agent's own numbers.
    await sendReports(server, agent, aReport({ seq: 7, intervalSeconds: 9 }));
    await server.database.store.append({
      stream: agent.replica,
      key: { epoch: 'judge', seq: 99 },
      events: [{ type: 'ConditionRaised', observedAt: 0, data: {} }],
    });
    expect((await connect()).resume).toEqual({ epoch: EPOCH, seq: 7 });
  });

  it('hears of the epoch that came last, even when an older one still reports', async () => {
    const newer = EPOCH.replace(/^./, '7');
    await sendReports(server, agent, [aReport({ seq: 5 }), aReport({ epoch: newer, seq: 1 }), aReport({ seq: 6 })]);
    expect((await connect()).resume).toEqual({ epoch: newer, seq: 1 });
  });

  it('is answered after the commit, one or many', async () => {
    const { report } = await connect();
    expect(await report(aReport())).toEqual({ ok: true, results: [{ index: 0, seq: 1, outcome: 'stored' }] });
    expect((await server.database.store.readStream(agent.replica)).map(({ type }) => type)).toContain(
      'ReplicaReported',
    );
    expect(await report([aReport(), { ...aReport({ seq: 2 }), kind: 'half' }])).toMatchObject({
      ok: true,
      results: [{ outcome: 'duplicate' }, { index: 1, seq: 2, outcome: 'rejected', field: 'kind' }],
    });
    expect(await report(aReport({ intervalSeconds: 9 }))).toMatchObject({
      ok: true,
      results: [{ outcome: 'conflict' }],
    });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 42],
    ['a text', '{"seq":1}'],
    ['an empty object', {}],
    ['bytes', Buffer.from('{}')],
    ['bytes inside', { epoch: Buffer.from('x') }],
    ['a prototype', JSON.parse('{"__proto__":{"epoch":"x"},"constructor":1}')],
    ['a bad report', { ...aReport(), observedAt: 'now' }],
    ['501 reports', Array.from({ length: 501 }, (_, n) => aReport({ seq: n + 1 }))],
  ])('is answered when it sends %s: no, and the same again cannot help', async (_, body) => {
    const { report } = await connect();
    expect(await report(body)).toMatchObject({ ok: false, reason: expect.any(String), retry: false });
    expect(await report(aReport())).toMatchObject({ ok: true });
  });

  it('is answered when it sends several things, or an event nobody knows', async () => {
    const { socket } = await connect();
    expect(await socket.timeout(5_000).emitWithAck('report', 1, 2)).toMatchObject({
      ok: true,
      results: [{ outcome: 'rejected' }, { outcome: 'rejected' }],
    });
    expect(await socket.timeout(5_000).emitWithAck('reprot', aReport())).toMatchObject({ ok: false, retry: false });
  });

  it('is answered above 8 MiB, and stays connected', async () => {
    const { report } = await connect();
    const large = { ...aReport(), ignored: 'x'.repeat(8 * 1024 * 1024) };
    expect(await report(large)).toMatchObject({ ok: false, retry: false, reason: expect.stringMatching('8388608') });
    const below = { ...aReport(), ignored: 'x'.repeat(8 * 1024 * 1024 - 1_000) };
    expect(await report(below)).toMatchObject({ ok: true, results: [{ outcome: 'stored' }] });
  });

  it('without a valid token is not let in', async () => {
    for (const token of [undefined, null, '', 'x', server.joinKey, { $ne: null }, [agent.token]]) {
      await expect(connectAgent(server.url, token)).rejects.toThrow('unauthorized');
    }
  });

  it('closes when its token is revoked, and does not come back', async () => {
    const { socket } = await connect();
    const other = await enrol(server.url);
    const neighbour = await connectAgent(server.url, other.token);
    open.push(neighbour);
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));

    const revoked = await fetch(`${server.url}/api/v1/replicas/${agent.replica}/token`, {
      method: 'DELETE',
      headers: { cookie: server.adminCookie },
    });
    expect(revoked.status).toBe(204);
    expect(await closed).toBe('io server disconnect');
    await expect(connectAgent(server.url, agent.token)).rejects.toThrow('unauthorized');
    expect((await sendReports(server, agent, aReport())).status).toBe(401);
    expect(await neighbour.report(aReport())).toMatchObject({ ok: true });
    expect((await server.database.store.readStream(agent.replica)).at(-1)).toMatchObject({
      type: 'AgentTokenRevoked',
      data: { by: 'admin' },
    });
  });

  it('closes also when another process revoked its token', async () => {
    const { socket } = await connect();
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    await server.pool.query(
      'UPDATE replica_home SET token_hash = NULL, token_changed_at = clock_timestamp() WHERE replica_id = $1',
      [agent.replica],
    );
    await closed;
    expect((await sendReports(server, agent, aReport())).status).toBe(401);
  });

  it('is counted', async () => {
    await connect();
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/lockstep_sockets\{namespace="\/agents"\} [1-9]/);
    expect(metrics).toMatch(/lockstep_ingest_reports_total\{outcome="stored"\} [1-9]/);
    expect(metrics).toMatch(/lockstep_append_seconds_count [1-9]/);
    expect(metrics).toMatch('nodejs_eventloop_lag_seconds');
    expect(metrics).toMatch('process_resident_memory_bytes');
  });
});
