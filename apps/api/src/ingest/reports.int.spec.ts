import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { aReport, EPOCH } from '../testing/report.ts';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
let agent: TestAgent;
beforeAll(async () => void (server = await startTestServer(DOOR_ONLY)));
beforeEach(async () => void (agent = await enrol(server.url)));
afterAll(() => server.close());

async function send(body: unknown) {
  const response = await sendReports(server, agent, body);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
}
const types = async () => (await server.database.store.readStream(agent.replica)).map(({ type }) => type);
const inOneFolder = (over: Record<string, unknown>) => ({
  ...aReport(),
  folders: [{ path: ['A'], serverItems: 1, offlineItems: 1, lastSynchronizedAt: null, ...over }],
});

describe('a single report', () => {
  it('is stored, is a duplicate when it comes again, and a conflict when it says something else', async () => {
    const report = aReport();
    expect(await send(report)).toMatchObject({
      status: 200,
      body: { results: [{ index: 0, seq: 1, outcome: 'stored' }] },
    });
    expect(await send({ later: 'field', ...report })).toMatchObject({
      status: 200,
      body: { results: [{ index: 0, seq: 1, outcome: 'duplicate' }] },
    });

    const other = await send({ ...report, intervalSeconds: 600 });
    expect(other).toMatchObject({
      status: 409,
      body: { status: 409, field: 'seq', results: [{ outcome: 'conflict' }] },
    });
    expect(other.type).toMatch('application/problem+json');

    // However often it is contradicted, the log says so once.
    await send({ ...report, intervalSeconds: 601 });
    const events = await server.database.store.readStream(agent.replica);
    expect(events.map(({ type }) => type)).toEqual(['ReplicaEnrolled', 'ReplicaReported', 'ReportConflicted']);
    expect(events[2]!.data).toEqual({ epoch: EPOCH, seq: 1 });
  });

  it.each([
    ['serverItems', -1],
    ['serverItems', 1.5],
    ['serverItems', 2_147_483_648],
    ['serverItems', '5'],
    ['offlineItems', true],
    ['lastSynchronizedAt', 'yesterday'],
    ['lastSynchronizedAt', '2026-13-01T00:00:00Z'],
    ['path', []],
    ['path', ['']],
    ['path', ['a\u0000b']],
    ['path', ['\ud800']],
    ['path', ['x'.repeat(1_025)]],
    ['path', Array.from({ length: 65 }, () => 'x')],
    ['expectedBecause', 'whim'],
  ])('with the %s %j is 422 and names the field', async (field, value) => {
    const answer = await send(inOneFolder({ [field]: value }));
    expect(answer).toMatchObject({
      status: 422,
      body: { status: 422, results: [{ outcome: 'rejected', seq: 1, retry: false }] },
    });
    expect(answer.body.field).toMatch(new RegExp(`^folders\\[0\\]\\.${field}`));
    expect(answer.type).toMatch('application/problem+json');
  });

  it.each(['path', 'serverItems', 'offlineItems', 'lastSynchronizedAt'])('without %s is 422', async (field) => {
    expect(await send(inOneFolder({ [field]: undefined }))).toMatchObject({
      status: 422,
      body: { field: `folders[0].${field}` },
    });
  });

  it.each([
    ['epoch', 'not-a-uuid'],
    ['seq', 0],
    ['seq', 2 ** 53],
    ['observedAt', null],
    ['intervalSeconds', 0],
    ['kind', 'half'],
  ])('with the %s %j is 422', async (field, value) => {
    expect(await send({ ...aReport(), [field]: value })).toMatchObject({ status: 422, body: { field } });
  });

  it('that names a folder twice, or as there and removed, is 422', async () => {
    const folder = { path: ['inbox'], serverItems: 1, offlineItems: 1, lastSynchronizedAt: null };
    expect((await send(aReport({ folders: [folder, { ...folder, path: ['INBOX'] }] }))).status).toBe(422);
    expect((await send(aReport({ folders: [folder], removed: [['Inbox']] }))).status).toBe(422);
  });

  it('that was rejected does not use up its seq', async () => {
    expect((await send({ ...aReport({ seq: 3 }), kind: 'half' })).status).toBe(422);
    expect(await send(aReport({ seq: 3 }))).toMatchObject({ status: 200, body: { results: [{ outcome: 'stored' }] } });
  });

  it('may leave a gap, and come late', async () => {
    for (const seq of [9, 4]) {
      expect(await send(aReport({ seq }))).toMatchObject({
        status: 200,
        body: { results: [{ seq, outcome: 'stored' }] },
      });
    }
  });

  it('from the future stands at the server’s time, and says what it claimed', async () => {
    const claimed = Date.now() + 3_600_000;
    expect((await send(aReport({ observedAt: new Date(claimed).toISOString() }))).status).toBe(200);
    const events = await server.database.store.readStream(agent.replica);
    expect(events.map(({ type }) => type)).toEqual(['ReplicaEnrolled', 'ReplicaReported', 'ClockDoubted']);
    expect(events[1]!.observedAt).toBeLessThan(claimed - 3_500_000);
    expect(events[2]!.data).toMatchObject({ claimedAt: claimed });
  });

  it('holds up to 20,000 folders', async () => {
    const folders = Array.from({ length: 20_001 }, (_, n) => ({
      path: ['F', `${n}`],
      serverItems: n,
      offlineItems: n,
      lastSynchronizedAt: null,
    }));
    expect((await send(aReport({ folders }))).status).toBe(422);
    expect((await send(aReport({ folders: folders.slice(1) }))).status).toBe(200);
  });
});

describe('an array of reports', () => {
  it('has one result for each element, in its order, whatever became of each', async () => {
    const bad = { ...aReport({ seq: 2 }), kind: 'half' };
    const answer = await send([
      aReport({ seq: 1 }),
      bad,
      null,
      aReport({ seq: 1 }),
      { ...aReport({ seq: 1 }), intervalSeconds: 9 },
      'x',
      aReport({ seq: 2 }),
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body.results).toMatchObject([
      { index: 0, seq: 1, outcome: 'stored' },
      { index: 1, seq: 2, outcome: 'rejected', field: 'kind', retry: false },
      { index: 2, seq: null, outcome: 'rejected' },
      { index: 3, seq: 1 },
      { index: 4, seq: 1, outcome: 'conflict' },
      { index: 5, seq: null, outcome: 'rejected' },
      { index: 6, seq: 2, outcome: 'stored' },
    ]);
  });

  it('may be empty, may have 500, and no more', async () => {
    expect(await send([])).toMatchObject({ status: 200, body: { results: [] } });
    const reports = Array.from({ length: 501 }, (_, n) => aReport({ seq: n + 1, kind: 'delta', folders: [] }));
    expect((await send(reports)).status).toBe(413);
    expect(await types()).toEqual(['ReplicaEnrolled']);
    const { body } = await send(reports.slice(1));
    expect((body.results as { outcome: string }[]).every(({ outcome }) => outcome === 'stored')).toBe(true);
  });
});

describe('the way in', () => {
  const raw = (body: Uint8Array | string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json', ...headers },
      body,
    });

  it('refuses what is not JSON, or not UTF-8, with 400', async () => {
    for (const body of [
      '{',
      '{"seq":1,}',
      '',
      'NaN',
      '{"a":"\ud800"',
      new Uint8Array([0x22, 0xff, 0x22]),
      new Uint8Array([0xfe, 0xff, 0, 0x5b]),
    ]) {
      const answer = await raw(body as string);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    }
  });

  it('refuses a body above 8 MiB with 413, and takes one just below', async () => {
    const padded = (bytes: number) =>
      JSON.stringify({ ...aReport(), ignored: '' }).replace(
        '"ignored":""',
        (hit) => `"ignored":"${'x'.repeat(bytes)}${hit.slice(-1)}`,
      );
    const limit = 8 * 1024 * 1024;
    const overhead = Buffer.byteLength(padded(0));
    expect((await raw(padded(limit - overhead + 1))).status).toBe(413);
    expect((await raw(padded(limit - overhead))).status).toBe(200);
  });

  it('refuses strangers before it reads what they send', async () => {
    for (const authorization of ['', 'Bearer x', `Bearer ${server.joinKey}`, `Basic ${agent.token}`]) {
      const answer = await raw('{', { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch('Bearer');
    }
  });

  it('refuses what says to be something else than JSON with 415', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
    ]) {
      expect((await raw(JSON.stringify(aReport()), { 'content-type': type })).status).toBe(415);
    }
  });

  it('takes compressed bodies, and is not fooled by small ones that are large inside', async () => {
    const { gzipSync } = await import('node:zlib');
    const gzip = { 'content-encoding': 'gzip' };
    expect((await raw(gzipSync(JSON.stringify(aReport())), gzip)).status).toBe(200);
    expect((await raw(gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')), gzip)).status).toBe(413);
    expect((await raw('not gzip', gzip)).status).toBe(400);
    expect((await raw('x', { 'content-encoding': 'rot13' })).status).toBe(415);
  });

  it('lets an agent read nothing, and write only its own replica', async () => {
    const headers = { authorization: `Bearer ${agent.token}` };
    for (const path of ['session', 'enrolment', 'join-keys', 'fleet', 'replicas', `replicas/${agent.replica}`]) {
      expect([401, 404]).toContain((await fetch(`${server.url}/api/v1/${path}`, { headers })).status);
    }
    const other = await enrol(server.url);
    await send({ ...aReport(), replica: other.replica });
    expect((await server.database.store.readStream(other.replica)).map(({ type }) => type)).toEqual([
      'ReplicaEnrolled',
    ]);
  });
});
