import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createTestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';

jest.setTimeout(60_000);

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let server: TestServer;
let client: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase();
  // Without consumers nothing is rebuilt, so the rows stay of old for as long as the test looks.
  server = await startTestServer({ ...DOOR_ONLY, databaseUrl: database.url });
  client = new pg.Client(database.url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await server.close();
  await database.drop();
});

const ask = (path: string) =>
  fetch(`${server.url}/api/v1/${path}`, { headers: { cookie: server.adminCookie } }).then(async (response) => ({
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as { type?: string; detail?: string },
  }));
/** As a store looks to a newer version of the code: no table and no column that came with it. */
async function setBack(): Promise<void> {
  await client.query('UPDATE read.progress SET shape = shape - 1');
  await client.query('ALTER TABLE read.replica_list DROP COLUMN rules');
  await client.query('DROP TABLE read.incident, read.report_minute, read.value_count, read.status_step');
}

it('rows of an older shape are said to be built anew, with when to ask again', async () => {
  await setBack();
  for (const path of ['fleet', 'fleet?at=2026-01-01T00:00:00Z', 'replicas?rule=mismatch']) {
    const { status, retryAfter, body } = await ask(path);
    expect([path, status, retryAfter, body.type]).toEqual([path, 503, '5', 'urn:lockstep:problem:being-rebuilt']);
    expect(body.detail).toMatch(/built anew.*try again soon/);
  }
});

it('what is asked of rows of an older shape never looks like a mistake of ours', async () => {
  await setBack();
  const paths = ['replicas', 'incidents', 'fixes', 'alerts', 'policies', 'feed', 'fleet/ages', 'fleet/values'];
  const answers = await Promise.all(paths.map(async (path) => [path, (await ask(path)).status] as const));
  expect(answers.filter(([, status]) => status !== 200 && status !== 503)).toEqual([]);
});

it('a table that is missing from rows of this shape is a mistake of ours', async () => {
  await client.query('DROP TABLE read.incident');
  expect((await ask('fleet')).status).toBe(500);
});
