import type { Pool } from 'pg';
import { ensureRanges } from './ranges.ts';
import { inTransaction } from './transaction.ts';

export interface MigrateOptions {
  /** Log partitions 0 … n-1. May grow later; a stream stays where it is. */
  readonly partitions?: number;
  /** Positions in one range of the events table: what retention drops at once. Fixed when the log is made. */
  readonly rangeSize?: number;
}

// Every key begins with the log partition, so that Citus can distribute by it. Times are milliseconds since 1970.
// `json`, not `jsonb`: it is stored as it came, which is smaller and cheaper to write, and psql reads it just as well.
const STATEMENTS = [
  `CREATE SCHEMA IF NOT EXISTS log`,

  // One row: which log this is. After a restore the timeline changes, and consumers ahead of the log notice.
  `CREATE TABLE IF NOT EXISTS log.identity (
     one smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1), timeline uuid NOT NULL, range_size bigint NOT NULL)`,

  // The row that hands out positions. Writers queue on it; one with another epoch is fenced.
  `CREATE TABLE IF NOT EXISTS log.head (
     partition int PRIMARY KEY, position bigint NOT NULL, recorded_at bigint, epoch bigint NOT NULL, floor bigint NOT NULL
   ) WITH (fillfactor = 20)`,

  `CREATE TABLE IF NOT EXISTS log.events (
     partition int NOT NULL, position bigint NOT NULL, stream text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
     version smallint NOT NULL, observed_at bigint NOT NULL, recorded_at bigint NOT NULL, epoch text COLLATE "C", seq bigint,
     data json NOT NULL, PRIMARY KEY (partition, position)
   ) PARTITION BY RANGE (position)`,
  `CREATE INDEX IF NOT EXISTS events_of_stream ON log.events (partition, stream, position) INCLUDE (observed_at)`,

  // Idempotency has a table of its own: a unique key on the events would have to hold the position.
  `CREATE TABLE IF NOT EXISTS log.append_key (
     partition int NOT NULL, stream text COLLATE "C" NOT NULL, epoch text COLLATE "C" NOT NULL, seq bigint NOT NULL,
     position bigint NOT NULL, content_hash text COLLATE "C", PRIMARY KEY (partition, stream, epoch, seq))`,

  // The last batch of each writer: how it learns what became of a COMMIT whose answer was lost.
  `CREATE TABLE IF NOT EXISTS log.writer (
     partition int NOT NULL, writer uuid NOT NULL, batch bigint NOT NULL, at bigint NOT NULL,
     PRIMARY KEY (partition, writer)) WITH (fillfactor = 50)`,

  `CREATE TABLE IF NOT EXISTS log.checkpoint (
     partition int NOT NULL, consumer text COLLATE "C" NOT NULL, source int NOT NULL, position bigint NOT NULL,
     timeline uuid NOT NULL, state text NOT NULL CHECK (state IN ('building', 'live', 'retired')), PRIMARY KEY (partition, consumer, source)) WITH (fillfactor = 50)`,
  `CREATE TABLE IF NOT EXISTS log.lease (
     partition int NOT NULL, consumer text COLLATE "C" NOT NULL, source int NOT NULL, holder uuid NOT NULL, until bigint NOT NULL,
     PRIMARY KEY (partition, consumer, source)) WITH (fillfactor = 50)`,
  `CREATE TABLE IF NOT EXISTS log.parked (
     partition int NOT NULL, consumer text COLLATE "C" NOT NULL, source int NOT NULL, position bigint NOT NULL,
     stream text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, reason text NOT NULL, parked_at bigint NOT NULL,
     PRIMARY KEY (partition, consumer, source, position))`,

  // Up to here a snapshot holds all that the events said: retention may drop them.
  `CREATE TABLE IF NOT EXISTS log.snapshot_mark (partition int PRIMARY KEY, position bigint NOT NULL)`,

  // For people at psql.
  `CREATE OR REPLACE VIEW log.readable AS
     SELECT partition, position, stream, type, to_timestamp(observed_at / 1000.0) AS observed_at,
            to_timestamp(recorded_at / 1000.0) AS recorded_at, epoch, seq, data FROM log.events`,
];

const DEADLOCK = '40P01';
const MOST_TRIES = 5;

/** Makes or completes the tables of the log in the schema `log`. May be run by every process at every start. */
export async function migrateStore(pool: Pool, options: MigrateOptions = {}): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await makeTables(pool, options);
      break;
    } catch (error) {
      // Beside writers of other processes, who take the same locks in another order. Nothing was done: it is done again.
      if ((error as { code?: string }).code !== DEADLOCK || tries === MOST_TRIES) throw error;
    }
  }
  await ensureRanges(pool);
}

async function makeTables(pool: Pool, { partitions = 1, rangeSize = 1_000_000 }: MigrateOptions): Promise<void> {
  await inTransaction(pool, async (tx) => {
    // Two processes that start together would both find nothing and both create it: one waits for the other here.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('lockstep log schema'))`);
    for (const statement of STATEMENTS) await tx.query(statement);
    await tx.query(
      `INSERT INTO log.identity (timeline, range_size) VALUES (gen_random_uuid(), $1) ON CONFLICT DO NOTHING`,
      [rangeSize],
    );
    await tx.query(
      `INSERT INTO log.head (partition, position, epoch, floor) SELECT p, 0, 1, 0 FROM generate_series(0, $1::int - 1) p
       ON CONFLICT DO NOTHING`,
      [partitions],
    );
    // Each process leaves a row behind; what became of its last COMMIT has not been asked for a long time.
    await tx.query('DELETE FROM log.writer WHERE at < $1', [Date.now() - 7 * 24 * 3_600_000]);
  });
}
