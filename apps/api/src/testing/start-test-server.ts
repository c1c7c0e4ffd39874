import { createTestDatabase } from '@lockstep/postgres-server';
import type { Pool } from 'pg';
import { createApp, type App } from '../app.ts';
import { configFromEnvironment, type Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { createLog, type Log } from '../logging/log.ts';

export interface TestServer {
  readonly url: string;
  readonly app: App;
  readonly pool: Pool;
  readonly database: Database;
  /** For a `Cookie` header: `admin`, signed in. */
  readonly adminCookie: string;
  readonly joinKey: string;
  close(): Promise<void>;
}

export const TEST_PASSWORD = 'correct horse battery staple';
export const TEST_JOIN_KEY = 'a join key for tests';

/** Takes reports in and answers people, but folds and judges nothing: the log holds what came by the door, and no more. */
export const DOOR_ONLY: Partial<Config> = { roles: new Set(['ingest', 'web']) };

/** The whole server on a fresh database, on a free port. */
export async function startTestServer(
  config: Partial<Config> = {},
  log: Log = createLog(process.env.LOCKSTEP_TEST_LOG ?? 'silent'),
): Promise<TestServer> {
  const testDatabase = config.databaseUrl === undefined ? await createTestDatabase() : null;
  const app = await createApp(
    {
      ...configFromEnvironment({}),
      port: 0,
      databaseUrl: testDatabase?.url ?? null,
      adminPassword: TEST_PASSWORD,
      joinKey: TEST_JOIN_KEY,
      ...config,
    },
    log,
  );
  const url = await app.listen();
  const database = app.nest.get(Database);
  // Null where an earlier start made it: only that one knows.
  const password =
    config.adminPassword === undefined ? TEST_PASSWORD : (config.adminPassword ?? app.made.adminPassword);
  return {
    url,
    app,
    database,
    pool: database.pool,
    adminCookie: password === null ? '' : await signIn(url, password),
    joinKey: app.made.joinKey ?? config.joinKey ?? TEST_JOIN_KEY,
    async close() {
      await app.close();
      await testDatabase?.drop();
    },
  };
}

export async function signIn(url: string, password: string = TEST_PASSWORD): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password }),
  });
  const cookie = response.headers.getSetCookie()[0];
  if (response.status !== 204 || !cookie)
    throw new Error(`Sign-in failed: ${response.status} ${await response.text()}`);
  return cookie.split(';')[0]!;
}
