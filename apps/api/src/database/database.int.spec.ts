import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => void (server = await startTestServer(DOOR_ONLY)));
afterAll(() => server.close());

describe('the schema', () => {
  it('that the migrations make is the one that the entities describe', async () => {
    const { upQueries } = await server.database.orm.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('is made once, by however many processes start together', async () => {
    const { databaseUrl } = server.app.config;
    const others = await Promise.all([1, 2, 3].map(() => startTestServer({ ...DOOR_ONLY, databaseUrl })));
    const { rows } = await server.pool.query('SELECT count(*)::int AS keys FROM join_key');
    expect(rows).toEqual([{ keys: 1 }]);
    await Promise.all(others.map((other) => other.close()));
  });
});
