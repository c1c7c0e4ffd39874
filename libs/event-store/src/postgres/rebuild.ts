import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { startConsumer, type Consumer, type Handler, type Trouble } from '../consumer/consumer.ts';
import { checkpointName } from '../consumer/generation.ts';
import type { ConsumableStore } from '../event-store.ts';
import { inTransaction } from './transaction.ts';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly store: ConsumableStore<PoolClient>;
  readonly name: string;
  /** The new generation, above the live one. Its handler writes to tables of its own. */
  readonly generation: number;
  readonly partition?: number;
  readonly home?: number;
  readonly batchSize?: number;
  /** As the consumer that it is made for names them. */
  readonly types?: readonly string[];
  readonly handle: Handler<PoolClient>;
  /** Makes the new tables those that are read (switch a view, rename). In one transaction with the change of generation. */
  readonly switchOver: (tx: PoolClient) => Promise<void>;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Stops between two batches. The next call goes on from there. */
  readonly signal?: AbortSignal;
}

/** `until` is where the live generation stands: it moves on meanwhile. */
export interface RebuildProgress {
  readonly position: number;
  readonly until: number;
}

/**
 * Builds a read model anew beside the live one, then switches:
 * 1. the new generation folds the log from its own checkpoint (so a rebuild that was broken off goes on);
 * 2. when it is a batch away, the live one's checkpoint is locked: it can no longer move;
 * 3. the new one passes that mark, so readers never go back in time;
 * 4. one transaction switches what is read and retires the old generation, whose runners then stop by themselves.
 * Afterwards start the consumer with the new generation. False: stopped by the signal.
 */
export async function rebuildBeside(options: RebuildOptions): Promise<boolean> {
  const { pool, name, generation, partition = 0, home = partition, batchSize = 2_000, signal } = options;
  let live = await liveGeneration(pool, name, { partition, home });
  if (live >= generation) return true;
  const mark = await reachedBy(options, live);
  const consumer = startConsumer({ ...options, batchSize, replayUntil: mark });
  try {
    while (!signal?.aborted) {
      const until = await reachedBy(options, live);
      const { position, state } = consumer.status();
      options.onProgress?.({ position, until });
      if (state === 'running' && position >= until - batchSize && (await trySwitch(options, live, consumer)))
        return true;
      // Another process may be building the same generation, and have the lease; then this one waits for its switch.
      live = await liveGeneration(pool, name, { partition, home });
      if (live >= generation) return true;
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    return false;
  } finally {
    await consumer.stop();
  }
}

const LOOK_EVERY_MS = 50;
const MOST_WAIT_MS = 5_000;

/** The generation that readers see. A consumer is started with this. */
export async function liveGeneration(
  pool: Pool,
  name: string,
  { partition = 0, home = partition }: { partition?: number; home?: number } = {},
): Promise<number> {
  const { rows } = await pool.query(
    `SELECT consumer FROM log.checkpoint
     WHERE partition = $1 AND source = $2 AND state = 'live' AND (consumer = $3 OR starts_with(consumer, $3 || '@'))`,
    [home, partition, name],
  );
  return rows.reduce((newest, { consumer }) => Math.max(newest, Number(consumer.slice(name.length + 1)) || 1), 1);
}

async function trySwitch(options: RebuildOptions, live: number, consumer: Consumer): Promise<boolean> {
  const { pool, store, name, generation, partition = 0, home = partition } = options;
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query(
      `SELECT position FROM log.checkpoint WHERE partition = $1 AND consumer = $2 AND source = $3 FOR UPDATE`,
      [home, checkpointName(name, live), partition],
    );
    const mark = rows[0] ? Number(rows[0].position) : (await store.head(partition)).position;
    for (const end = Date.now() + MOST_WAIT_MS; consumer.status().position < mark; await sleep(5)) {
      if (Date.now() > end) return false;
    }
    await options.switchOver(tx);
    await tx.query(
      `UPDATE log.checkpoint SET state = CASE WHEN consumer = $2 THEN 'live' ELSE 'retired' END
       WHERE partition = $1 AND source = $4 AND consumer IN ($2, $3)`,
      [home, checkpointName(name, generation), checkpointName(name, live), partition],
    );
    return true;
  });
}

/** Where the live generation stands. If there never was one, the end of the log: then readers should see all of it at once. */
async function reachedBy(
  { pool, store, name, partition = 0, home = partition }: RebuildOptions,
  live: number,
): Promise<number> {
  const { rows } = await pool.query(
    'SELECT position FROM log.checkpoint WHERE partition = $1 AND consumer = $2 AND source = $3',
    [home, checkpointName(name, live), partition],
  );
  return rows[0] ? Number(rows[0].position) : (await store.head(partition)).position;
}
