import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A fresh, empty database on the server that `tools/test/start-postgres.mjs` started for this test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = process.env.LOCKSTEP_TEST_DATABASE_URL;
  if (!admin)
    throw new Error('LOCKSTEP_TEST_DATABASE_URL is not set: run this as an integration test (`*.int.spec.ts`).');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOn(admin, `CREATE DATABASE ${name}`);

  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // Whatever is lost is thrown by the statement that misses it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
