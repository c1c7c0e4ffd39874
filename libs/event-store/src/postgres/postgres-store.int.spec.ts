import { afterAll, beforeAll, describe } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { eventStoreContract } from '../testing/contract.ts';
import { createPostgresStore } from './postgres-store.ts';
import { migrateStore } from './schema.ts';

describe.each([
  { partitions: 1, partition: 0 },
  { partitions: 4, partition: 0 },
  { partitions: 4, partition: 3 },
])('the store on PostgreSQL with $partitions log partitions, in partition $partition,', ({ partitions, partition }) => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 8 });
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  eventStoreContract(async (options) => {
    await pool.query('DROP SCHEMA IF EXISTS log CASCADE');
    // Ranges so small that every test crosses some.
    await migrateStore(pool, { partitions, rangeSize: 16 });
    return createPostgresStore({ pool, ...options, lingerMs: 0 });
  }, partition);
});
