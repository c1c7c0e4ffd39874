import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface DatabaseOf {
  readonly url: string;
  readonly pool: pg.Pool;
}

/** Runs `work` on a fresh, empty database of the server, after a checkpoint, so that nobody pays for what others wrote. */
export async function onFreshDatabase<T>(serverUrl: string, work: (database: DatabaseOf) => Promise<T>): Promise<T> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await run(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 40 });
  pool.on('error', () => undefined);
  try {
    await run(serverUrl, 'CHECKPOINT');
    return await work({ url: url.href, pool });
  } finally {
    await pool.end();
    await run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
