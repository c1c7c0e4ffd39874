import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server.close());

const session = (init: RequestInit = {}) =>
  fetch(`${server.url}/api/v1/session`, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });

describe('a person', () => {
  it('signs in, is known, and signs out', async () => {
    const cookie = server.adminCookie;
    const known = await session({ headers: { cookie } });
    expect(known.status).toBe(200);
    expect(await known.json()).toEqual({ user: 'admin' });
  });
});
