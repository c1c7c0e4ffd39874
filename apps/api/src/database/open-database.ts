import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresStore, migrateStore } from '@lockstep/event-store';
import { startPostgres, type PostgresServer } from '@lockstep/postgres-server';
import type { Pool } from 'pg';
import type { Config } from '../config/config.ts';
import type { Log } from '../logging/log.ts';
import { migrateAlertTables } from '../alerts/alert-tables.ts';
import { migrateReadTables } from '../projections/read-tables.ts';
import { createDataSource, poolOf } from './data-source.ts';
import type { Database } from './database.ts';
import { isDatabaseAway } from './database-away.ts';

const WAIT_FOR_DATABASE_MS = 30_000;
// A sender is told soon that the database is away; it keeps its reports and comes back.
const RETRY_APPENDS_FOR_MS = 2_000;

/** Starts the embedded PostgreSQL unless another is named, brings the schema up to date, and opens the log. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  const embedded = config.databaseUrl === null ? await startEmbedded(config, log) : null;
  try {
    return await open(config.databaseUrl ?? embedded!.url, log, embedded);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function open(url: string, log: Log, embedded: PostgresServer | null): Promise<Database> {
  let closing = false;
  const orm = createDataSource(url, (error) => {
    if (!closing) log.warn({ err: error }, 'a database connection was lost');
  });
  await untilReachable(() => orm.initialize(), log);
  const pool = poolOf(orm);
  await migrate(pool, () => orm.runMigrations({ transaction: 'each' }));
  const store = createPostgresStore({ pool, retryForMs: RETRY_APPENDS_FOR_MS });

  return {
    pool,
    store,
    orm,
    async close() {
      closing = true;
      try {
        await store.close();
        await orm.destroy();
      } finally {
        await embedded?.stop();
      }
    },
  };
}

async function startEmbedded(config: Config, log: Log) {
  const server = await startPostgres({ dataDir: config.dataFolder, log: (line) => log.info({}, line) });
  server.onExit(() => log.error({}, 'PostgreSQL died; until it is back nothing is acknowledged'));
  return server;
}

/** Compose starts us beside the database, which may need a moment longer. */
async function untilReachable(connect: () => Promise<unknown>, log: Log): Promise<void> {
  const giveUpAt = Date.now() + WAIT_FOR_DATABASE_MS;
  for (;;) {
    try {
      await connect();
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > giveUpAt) throw error;
      log.warn({ err: error }, 'the database cannot be reached yet; trying again');
      await pause(500);
    }
  }
}

/** Several processes may start at once on one database: one migrates, the others wait for it. */
async function migrate(pool: Pool, ours: () => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('lockstep schema'))");
    await migrateStore(pool);
    await ours();
    await migrateReadTables(pool);
    await migrateAlertTables(pool);
  } finally {
    await client.query("SELECT pg_advisory_unlock(hashtext('lockstep schema'))").catch(() => undefined);
    client.release();
  }
}
