import { createTestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import type { ConsumableStore } from '../event-store.ts';
import { createPostgresStore, type PostgresStoreOptions } from '../postgres/postgres-store.ts';
import { migrateStore, type MigrateOptions } from '../postgres/schema.ts';
import type { NewEvent } from '../types.ts';

export interface TestLog {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly store: ConsumableStore<pg.PoolClient>;
  /** As another process would have it. */
  another(options?: Partial<PostgresStoreOptions>): ConsumableStore<pg.PoolClient>;
  /** `count` events { n: from … }, one an append. */
  append(from: number, count: number): Promise<void>;
  close(): Promise<void>;
}

/** A log on a real PostgreSQL, in a database of its own. */
export async function openTestLog(options: MigrateOptions & Partial<PostgresStoreOptions> = {}): Promise<TestLog> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 10 });
  // Dropping the database cuts connections that are still on their way out.
  pool.on('error', () => undefined);
  await migrateStore(pool, options);
  const stores: ConsumableStore<pg.PoolClient>[] = [];
  const another = (more: Partial<PostgresStoreOptions> = {}) => {
    const store = createPostgresStore({ pool, lingerMs: 0, ...options, ...more });
    stores.push(store);
    return store;
  };
  const store = another();

  return {
    url: database.url,
    pool,
    store,
    another,
    async append(from, count) {
      const numbers = Array.from({ length: count }, (_, index) => from + index);
      await store.appendAll(numbers.map((n) => ({ stream: `s${n % 5}`, events: [counted(n)] })));
    },
    async close() {
      await Promise.all(stores.map((opened) => opened.close()));
      await pool.end();
      await database.drop();
    },
  };
}

export const counted = (n: number): NewEvent => ({ type: 'Counted', observedAt: n, data: { n } });
