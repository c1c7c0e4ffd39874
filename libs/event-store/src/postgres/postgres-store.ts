import type { Pool, PoolClient } from 'pg';
import { accept } from '../accept.ts';
import { StoreClosedError } from '../errors.ts';
import type { ConsumableStore } from '../event-store.ts';
import type { Append, AppendResult, Instant } from '../types.ts';
import { asIs, type Upcast } from '../upcast.ts';
import { createHints } from './hints.ts';
import { PartitionWriter } from './partition-writer.ts';
import { postgresConsumers } from './postgres-consumers.ts';
import { postgresReads } from './reads.ts';

export interface PostgresStoreOptions {
  /** For reading, and the pattern for the store's own connections: one to write for each partition in use, two for hints. */
  readonly pool: Pool;
  readonly clock?: () => Instant;
  readonly upcast?: Upcast;
  /** How long a batch gathers before it is written. More is fewer, larger transactions. */
  readonly lingerMs?: number;
  /** Bounds of one transaction. */
  readonly mostEventsPerBatch?: number;
  readonly mostBytesPerBatch?: number;
  /** How long an append is tried again while the database is away, before it is refused with `AppendUnresolvedError`. */
  readonly retryForMs?: number;
  /** At most one NOTIFY in this time. */
  readonly hintEveryMs?: number;
}

/** The log in PostgreSQL. Run `migrateStore` first. Any number of processes may have one at the same time. */
export function createPostgresStore(options: PostgresStoreOptions): ConsumableStore<PoolClient> {
  const { pool, clock = Date.now, upcast = asIs, retryForMs = 30_000, hintEveryMs = 20 } = options;
  const {
    lingerMs = 1,
    mostEventsPerBatch: mostEvents = 2_000,
    mostBytesPerBatch: mostBytes = 8 * 1024 * 1024,
  } = options;
  const hints = createHints(pool, hintEveryMs);
  const writers = new Map<number, PartitionWriter>();
  let closed: Promise<void> | null = null;

  function writerOf(partition: number): PartitionWriter {
    let writer = writers.get(partition);
    if (!writer) {
      const onCommitted = hints.committed;
      writer = new PartitionWriter({
        pool,
        partition,
        clock,
        lingerMs,
        mostEvents,
        mostBytes,
        retryForMs,
        onCommitted,
      });
      writers.set(partition, writer);
    }
    return writer;
  }

  async function appendAll(appends: readonly Append[]): Promise<AppendResult[]> {
    if (closed) throw new StoreClosedError();
    const accepted = appends.map(accept);
    const settled = await Promise.allSettled(accepted.map((append) => writerOf(append.partition).append(append)));
    return settled.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  }

  return {
    ...postgresReads(pool, upcast),
    appendAll,
    append: async (append) => {
      if (closed) throw new StoreClosedError();
      return writerOf(append.partition ?? 0).append(accept(append));
    },

    queued() {
      const sum = { appends: 0, bytes: 0 };
      for (const writer of writers.values()) {
        const { appends, bytes } = writer.queued();
        sum.appends += appends;
        sum.bytes += bytes;
      }
      return sum;
    },

    close() {
      closed ??= Promise.all([...writers.values()].map((writer) => writer.close())).then(() => hints.close());
      return closed;
    },

    onHint: hints.onHint,
    consumers: postgresConsumers(pool),
  };
}
