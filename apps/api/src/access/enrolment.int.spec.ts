import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { enrol, post, sendReports } from '../testing/agents.ts';
import { aReport } from '../testing/report.ts';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => void (server = await startTestServer(DOOR_ONLY)));
afterAll(() => server.close());

const join = (body: unknown, key = server.joinKey) =>
  post(server.url, '/api/v1/agents', body, { authorization: `Bearer ${key}` });
const asAdmin = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}/api/v1/${path}`, { ...init, headers: { cookie: server.adminCookie } });
const facts = async (replica: string) =>
  (await server.database.store.readStream(replica)).map(({ type, data }) => ({ type, data }));

describe('an agent that joins', () => {
  it('is given a replica and a token, and the log says who', async () => {
    const request = {
      mailbox: 'Anna@Example.org',
      device: 'laptop',
      labels: { site: 'Lyon' },
      client: { name: 'mbsync' },
    };
    const answer = await join(request);
    expect(answer.status).toBe(201);
    const { replica, token } = (await answer.json()) as { replica: string; token: string };
    expect(await facts(replica)).toEqual([{ type: 'ReplicaEnrolled', data: request }]);
    const { rows } = await server.pool.query('SELECT replica_home::text AS all FROM replica_home');
    expect(rows[0].all).not.toContain(token);
  });

  it('may say since when it sees, and is awaited from now on; never of a moment that is still to come', async () => {
    const enrolled = async (observedAt: string) => {
      const { replica } = await enrol(server.url, { mailbox: 'erin@example.org', device: observedAt, observedAt });
      const [fact] = await server.database.store.readStream(replica);
      return { replica, observedAt: fact!.observedAt, ...(fact!.data as { awaitedSince?: number }) };
    };
    const weekAgo = Date.now() - 7 * 86_400_000;
    const before = await enrolled(new Date(weekAgo).toISOString());
    expect(before.observedAt).toBe(weekAgo);
    expect(before.awaitedSince).toBeGreaterThan(Date.now() - 60_000);
    const ahead = await enrolled(new Date(Date.now() + 3_600_000).toISOString());
    expect(ahead.observedAt).toBeLessThanOrEqual(Date.now());
    expect(ahead.awaitedSince).toBeUndefined();
  });

  it('may have the same mailbox on another device, or in another store, as a replica of its own', async () => {
    const request = { mailbox: 'bob@example.org', device: 'desk' };
    const others = [
      request,
      { ...request, device: 'laptop' },
      { ...request, client: { store: 'maildir', storePath: '/a' } },
      { ...request, client: { store: 'maildir', storePath: '/b' } },
    ];
    const replicas = await Promise.all(others.map(async (one) => (await enrol(server.url, one)).replica));
    expect(new Set(replicas).size).toBe(4);
  });

  it('for a replica that reports is refused, whatever the case of the address', async () => {
    const request = { mailbox: 'carol@example.org', device: 'desk', client: { store: 'ost' } };
    const agent = await enrol(server.url, request);
    await sendReports(server, agent, aReport({ observedAt: new Date().toISOString(), intervalSeconds: 1 }));
    const again = await join({ ...request, mailbox: 'CAROL@example.org' });
    expect(again.status).toBe(409);
    expect(again.headers.get('content-type')).toMatch('application/problem+json');
    expect((await sendReports(server, agent, aReport({ seq: 2 }))).status).toBe(200);
  });

  it('for a replica that has fallen silent takes it over: the same replica, a new token, the old one out', async () => {
    const request = { mailbox: 'dave@example.org', device: 'desk' };
    const old = await enrol(server.url, request);
    const longAgo = new Date(Date.now() - 16 * 60_000).toISOString();
    await sendReports(server, old, aReport({ observedAt: longAgo }));

    const fresh = await enrol(server.url, request);
    expect(fresh.replica).toBe(old.replica);
    expect((await sendReports(server, old, aReport({ seq: 2 }))).status).toBe(401);
    expect((await sendReports(server, fresh, aReport({ seq: 2 }))).status).toBe(200);
    expect((await facts(fresh.replica)).map(({ type }) => type)).toEqual([
      'ReplicaEnrolled',
      'ReplicaReported',
      'ReplicaReenrolled',
      'ReplicaReported',
    ]);
  });

  it('for a replica whose interval is long is refused for as long', async () => {
    const request = { mailbox: 'erin@example.org', device: 'desk' };
    const agent = await enrol(server.url, request);
    const hourAgo = new Date(Date.now() - 60 * 60_000).toISOString();
    await sendReports(server, agent, aReport({ observedAt: hourAgo, intervalSeconds: 1_800 }));
    expect((await join(request)).status).toBe(409);
  });

  it('with many at once for one replica ends with one valid token', async () => {
    const request = { mailbox: 'frank@example.org', device: 'desk' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => join(request)));
    const joined = (await Promise.all(
      answers.filter(({ status }) => status === 201).map((answer) => answer.json()),
    )) as { replica: string; token: string }[];
    expect(new Set(joined.map(({ replica }) => replica)).size).toBe(1);
    const valid = await Promise.all(joined.map(async (agent) => (await sendReports(server, agent, [])).status === 200));
    expect(valid.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['mailbox', { device: 'x' }],
    ['mailbox', { mailbox: ' ', device: 'x' }],
    ['device', { mailbox: 'a@b' }],
    ['labels.site', { mailbox: 'a@b', device: 'x', labels: { site: 1 } }],
    ['mailbox', { mailbox: 'a\u0000', device: 'x' }],
  ])('without a good %s is 422', async (field, body) => {
    const answer = await join(body);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ field });
  });
});

describe('a join key', () => {
  it('that is wrong is refused, then slowed; a right one never is', async () => {
    const wrong = [];
    for (let guess = 0; guess < 12; guess++) wrong.push((await join({}, `guess ${guess}`)).status);
    expect(wrong[0]).toBe(401);
    expect(wrong[11]).toBe(429);
    const right = await Promise.all(
      Array.from({ length: 50 }, (_, n) => join({ mailbox: `g${n}@example.org`, device: 'x' })),
    );
    expect(right.every(({ status }) => status === 201)).toBe(true);
  });

  it('is made by a person, shown once, valid beside the others, and revoked', async () => {
    expect(await (await asAdmin('enrolment')).json()).toEqual({ joinKey: server.joinKey });
    const made = await asAdmin('join-keys', { method: 'POST' });
    expect(made.status).toBe(201);
    const { id, key } = (await made.json()) as { id: string; key: string };
    await enrol(server.url, {}, key);
    await enrol(server.url);
    const list = await (await asAdmin('join-keys')).text();
    expect(JSON.parse(list).items).toContainEqual(expect.objectContaining({ id, madeBy: 'admin' }));
    expect(list).not.toContain(key);

    expect((await asAdmin(`join-keys/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect([401, 429]).toContain((await join({ mailbox: 'h@example.org', device: 'x' }, key)).status);
    expect((await asAdmin(`join-keys/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await asAdmin('join-keys/nonsense', { method: 'DELETE' })).status).toBe(404);
  });

  it('opens no other door', async () => {
    const headers = { authorization: `Bearer ${server.joinKey}` };
    expect((await fetch(`${server.url}/api/v1/join-keys`, { headers })).status).toBe(401);
    expect((await fetch(`${server.url}/api/v1/join-keys`, { method: 'POST', headers })).status).toBe(401);
  });
});

describe('a revoked token', () => {
  it('is told to the log once, and lets the replica be enrolled again at once', async () => {
    const request = { mailbox: 'ivan@example.org', device: 'desk' };
    const agent = await enrol(server.url, request);
    await sendReports(server, agent, aReport());
    const revoke = () => asAdmin(`replicas/${agent.replica}/token`, { method: 'DELETE' });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);
    expect((await enrol(server.url, request)).replica).toBe(agent.replica);
    expect((await facts(agent.replica)).map(({ type }) => type)).toEqual([
      'ReplicaEnrolled',
      'ReplicaReported',
      'AgentTokenRevoked',
      'ReplicaReenrolled',
    ]);
    expect((await revoke()).status).toBe(204);
    expect((await facts(agent.replica)).at(-1)).toEqual({ type: 'AgentTokenRevoked', data: { by: 'admin' } });
  });

  it('of a replica that is not there is 404; without a session it is 401', async () => {
    expect((await asAdmin('replicas/nobody/token', { method: 'DELETE' })).status).toBe(404);
    expect((await asAdmin('replicas/6c1e1c6c-3d0f-4b5e-9d43-0f3a1f4f0b01/token', { method: 'DELETE' })).status).toBe(
      404,
    );
    const { replica, token } = await enrol(server.url);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${server.url}/api/v1/replicas/${replica}/token`, { method: 'DELETE', headers })).status).toBe(
      401,
    );
  });
});
