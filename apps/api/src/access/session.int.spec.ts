import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DOOR_ONLY, startTestServer, TEST_PASSWORD, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => void (server = await startTestServer(DOOR_ONLY)));
afterAll(() => server.close());

const session = (init: RequestInit = {}) =>
  fetch(`${server.url}/api/v1/session`, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
const signIn = (user: string, password: string, headers: Record<string, string> = {}) =>
  session({ method: 'POST', body: JSON.stringify({ user, password }), headers });

describe('a person', () => {
  it('signs in, is known, signs out, and is not known any more', async () => {
    const signedIn = await signIn('admin', TEST_PASSWORD);
    expect(signedIn.status).toBe(204);
    const [cookie] = signedIn.headers.getSetCookie();
    expect(cookie).toMatch(/^lockstep_session=[^;]+; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);

    const headers = { cookie: cookie!.split(';')[0]! };
    const known = await session({ headers });
    expect(known.status).toBe(200);
    expect(await known.json()).toEqual({ user: 'admin' });

    expect((await session({ method: 'DELETE', headers })).status).toBe(204);
    expect((await session({ headers })).status).toBe(401);
    expect((await session({ method: 'DELETE', headers })).status).toBe(204);
  });

  it('leaves no secret in the database that opens a door', async () => {
    const { rows } = await server.pool.query(
      `SELECT json_agg(s)::text || (SELECT json_agg(a)::text FROM account a) || (SELECT json_agg(k)::text FROM join_key k) AS all FROM session s`,
    );
    const secret = server.adminCookie.split('=')[1]!;
    for (const leak of [secret, TEST_PASSWORD, server.joinKey]) expect(rows[0].all).not.toContain(leak);
  });

  it('is still signed in after a restart, and by https has a cookie for https only', async () => {
    const again = await startTestServer({
      databaseUrl: server.app.config.databaseUrl,
      trustProxy: true,
    });
    try {
      const url = `${again.url}/api/v1/session`;
      expect((await fetch(url, { headers: { cookie: server.adminCookie } })).status).toBe(200);
      const signedIn = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
        body: JSON.stringify({ user: 'admin', password: TEST_PASSWORD }),
      });
      expect(signedIn.headers.getSetCookie()[0]).toMatch(/; Secure; SameSite=Strict$/);
    } finally {
      await again.close();
    }
  });

  it.each([[{}], [{ user: 'admin' }], [{ user: 7, password: 'x' }], [[]], ['admin'], [null]])(
    'who sends %j is told what is wrong',
    async (body) => {
      const answer = await session({ method: 'POST', body: JSON.stringify(body) });
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    },
  );

  it('from a foreign page is refused, even with the cookie', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      expect((await signIn('admin', TEST_PASSWORD, headers)).status).toBe(403);
      expect((await session({ method: 'DELETE', headers: { ...headers, cookie: server.adminCookie } })).status).toBe(
        403,
      );
    }
    expect((await session({ headers: { cookie: server.adminCookie } })).status).toBe(200);
    expect((await signIn('admin', TEST_PASSWORD, { origin: server.url })).status).toBe(204);
  });
});

describe('a wrong password', () => {
  it('is refused, then slowed, by address and user; the right one waits its turn, others do not', async () => {
    const answers = [];
    for (let guess = 0; guess < 7; guess++) answers.push(await signIn('eve', `guess ${guess}`));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(Number(answers[6]!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await signIn('admin', TEST_PASSWORD)).status).toBe(204);
  });

  it('is slowed just as well when many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn('mallory', `guess ${n}`)));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(7);
  });
});

describe('right passwords', () => {
  it('that come many at once are not slowed', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('admin', TEST_PASSWORD)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 204));
  });
});

describe('the password of the admin', () => {
  it('set at a start is the one from then on, and signs out whoever had the old one', async () => {
    const config = { databaseUrl: server.app.config.databaseUrl, adminPassword: 'another one' };
    const again = await startTestServer(config);
    try {
      expect((await signIn('admin', TEST_PASSWORD)).status).toBe(401);
      expect((await signIn('admin', 'another one')).status).toBe(204);
      const old = await fetch(`${again.url}/api/v1/session`, { headers: { cookie: server.adminCookie } });
      expect(old.status).toBe(401);
    } finally {
      await again.close();
    }
  });

  it('is made at the first start, once, like the join key', async () => {
    const first = await startTestServer({ adminPassword: null, joinKey: null });
    try {
      const { adminPassword, joinKey } = first.app.made;
      expect(adminPassword).toHaveLength(20);
      expect(joinKey).toMatch(/^lsj_/);
      expect((await fetch(`${first.url}/api/v1/session`, { headers: { cookie: first.adminCookie } })).status).toBe(200);
      const second = await startTestServer({
        databaseUrl: first.app.config.databaseUrl,
        adminPassword: null,
        joinKey: null,
      });
      expect(second.app.made).toEqual({ adminPassword: null, joinKey: null });
      await second.close();
    } finally {
      await first.close();
    }
  });
});
