import { createHash, randomUUID } from 'node:crypto';
import type { Json } from '@lockstep/event-store';
import {
  createPostgresStore,
  migrateStore,
  startConsumer,
  type ConsumableStore,
  type Consumer,
} from '@lockstep/event-store';
import { createTestDatabase } from '@lockstep/postgres-server';
import pg, { type Pool, type PoolClient } from 'pg';
import { migrateReadTables, READ_SCHEMA, READ_TABLES } from '../projections/read-tables.ts';
import { REPLICAS_CONSUMER } from '../projections/replicas-consumer-id.ts';
import { ReplicasProjection } from '../projections/replicas.projection.ts';
import { eventually } from './eventually.ts';

/** The log and the read models on a fresh database, without a server around them; time is given. */
export interface ReadModels {
  readonly pool: Pool;
  readonly store: ConsumableStore<PoolClient>;
  readonly url: string;
  now: number;
  /** What the consumers complained of. */
  readonly troubles: unknown[];
  startConsumer(options?: { mostFolders?: number; batchSize?: number }): Consumer;
  append(
    replica: string,
    type: string,
    observedAt: number,
    data: object,
    key?: { epoch: string; seq: number },
  ): Promise<number>;
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startReadModels(): Promise<ReadModels> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 10 });
  // Dropping the database ends what still waits.
  pool.on('error', () => undefined);
  await migrateStore(pool);
  await migrateReadTables(pool);
  const running: Consumer[] = [];
  const models: ReadModels = {
    pool,
    url: database.url,
    troubles: [],
    now: Date.parse('2026-11-23T08:00:00.000Z'),
    store: createPostgresStore({ pool, clock: () => models.now }),

    startConsumer({ mostFolders, batchSize = 50 } = {}) {
      const projection = new ReplicasProjection({
        conclude: (appends) => models.store.appendAll(appends),
        ...(mostFolders !== undefined && { mostFolders }),
      });
      const consumer = startConsumer({
        store: models.store,
        name: REPLICAS_CONSUMER.consumer,
        batchSize,
        leaseMs: 1_000,
        pollMs: 50,
        onTrouble: ({ error }) => models.troubles.push(error),
        handle: (batch, tx) => projection.handle(batch, tx),
      });
      running.push(consumer);
      return consumer;
    },

    async append(stream, type, observedAt, data, key = { epoch: randomUUID(), seq: 1 }) {
      const result = await models.store.append({ stream, key, events: [{ type, observedAt, data: data as Json }] });
      return 'position' in result ? result.position : 0;
    },

    caughtUp: () =>
      eventually(async () => {
        const { position } = await models.store.head();
        const { rows } = await pool.query(`SELECT position FROM ${READ_SCHEMA}.progress`);
        if (Number(rows[0].position) !== position)
          throw new Error(`The rows stand at ${rows[0].position} of ${position}.`, { cause: models.troubles.at(-1) });
      }, 20_000),

    async close() {
      await Promise.all(running.map((consumer) => consumer.stop()));
      await models.store.close();
      await pool.end();
      await database.drop();
    },
  };
  return models;
}

/** A digest of each table's rows, and how many there are: whatever is not the same makes another one. */
export async function fingerprint(pool: Pool): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of READ_TABLES) {
    const { rows } = await pool.query(`SELECT t::text AS row FROM ${READ_SCHEMA}.${table} t ORDER BY 1`);
    // The generation names the making of the tables and not a fact.
    const lines = rows.map(({ row }) => (table === 'progress' ? row.replace(/[0-9a-f-]{36}/, '') : row));
    prints[table] = `${lines.length} rows, ${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
  }
  return prints;
}
