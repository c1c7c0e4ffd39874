import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SystemView } from '@lockstep/contracts';
import { enrol } from '../testing/agents.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { measuredSystem } from './system.query.ts';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server.close());

const get = (cookie?: string) => fetch(`${server.url}/api/v1/system`, { headers: cookie ? { cookie } : {} });

describe('the health of Lockstep itself', () => {
  it('is said to people who are signed in, and to nobody else', async () => {
    expect((await get()).status).toBe(401);
    const system = (await (await get(server.adminCookie)).json()) as SystemView;
    expect(system.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(system.database!.bytes).toBeGreaterThan(1_000_000);
    expect(system.consumers!.map(({ name }) => name)).toEqual(expect.arrayContaining(['alerts', 'replicas']));
    expect(system.deadLetters).toBe(0);
    // The database of the tests is not the server's own, so its disk is not looked at.
    expect(system).toMatchObject({ database: { embedded: false }, disk: null });
    expect(Date.parse(system.startedAt)).toBeLessThan(Date.parse(system.at));
  });

  it('counts the events of the last minute, and not those before', async () => {
    const before = (await measuredSystem(server.pool, null, Date.now())).log!;
    await enrol(server.url, { mailbox: 'anna@example.org' });
    await enrol(server.url, { mailbox: 'bob@example.org' });
    const after = (await measuredSystem(server.pool, null, Date.now())).log!;
    expect(after.position - before.position).toBeGreaterThanOrEqual(2);
    expect(after.lastMinute - before.lastMinute).toBe(after.position - before.position);
    const later = (await measuredSystem(server.pool, null, Date.now() + 120_000)).log!;
    expect(later.lastMinute).toBe(0);
  });

  it('is not known where the database does not answer', async () => {
    const away = { query: () => Promise.reject(new Error('away')) } as unknown as typeof server.pool;
    const measured = await measuredSystem(away, '/nowhere/at/all', Date.now());
    expect(measured).toEqual({ database: null, log: null, consumers: null, disk: null, deadLetters: null });
  });
});
