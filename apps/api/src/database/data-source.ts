import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities.ts';
import { migrations } from './migrations/index.ts';

/** TypeORM for the small tables that people and enrolment change; the log and the read models go through its pool directly. */
export function createDataSource(url: string, onLostConnection: (error: Error) => void): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migration',
    applicationName: 'lockstep',
    poolSize: 20,
    connectTimeoutMS: 5_000,
    poolErrorHandler: onLostConnection,
    extra: { idleTimeoutMillis: 60_000, keepAlive: true },
  });
}

/** One pool for all: TypeORM's own. Its type is not public, hence the cast. */
export function poolOf(orm: DataSource): Pool {
  const pool = (orm.driver as unknown as { master: Pool }).master;
  const heard = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    // While a connection is lent out the pool does not listen: one that breaks between two queries would end the process.
    client.on('error', () => undefined);
  });
  return pool;
}
