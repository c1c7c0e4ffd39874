import type { ConsumableStore, RecordedEvent } from '@lockstep/event-store';
import type { Pool, PoolClient } from 'pg';
import { Folding } from './folding.ts';
import { lockProgress, moveProgress, readProgress } from './progress.ts';
import { createReadTables, NEXT_SCHEMA, READ_SCHEMA, READ_SHAPE, READ_TABLES } from './read-tables.ts';
import { REPLICAS_CONSUMER } from './replicas-consumer-id.ts';
import { writeRows } from './write-rows.ts';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly store: ConsumableStore<PoolClient>;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Stops after the page in hand, with what was done kept; the next call goes on from there. */
  readonly signal?: AbortSignal;
  readonly pageSize?: number;
  /** Rows are written, and so the place to resume from is kept, at least this often. */
  readonly flushEveryMs?: number;
  readonly mostFolders?: number;
}

export interface RebuildProgress {
  readonly position: number;
  readonly until: number;
  readonly folderStatistics: number;
}

/**
 * Folds the log into tables beside the ones that are read, and then switches, while the server goes on writing:
 * 1. makes the tables in a schema of their own, or finds those of a rebuild that was broken off;
 * 2. folds up to where the live consumer stands, in memory, and writes each row when memory is full or time is up;
 * 3. holds the live consumer, folds the little that came meanwhile;
 * 4. gives the new schema the name of the old one, in one transaction.
 * It never passes the live consumer, whose conclusions are in the log up to there: so it draws none itself.
 * Answers false when the signal stopped it.
 */
export async function rebuildReadModels(options: RebuildOptions): Promise<boolean> {
  const { pool, store, signal } = options;
  const client = await connect(pool);
  try {
    const rebuild = new Rebuild(options, client);
    await rebuild.begin();
    for (;;) {
      await rebuild.foldUpTo(await liveMark(store));
      if (signal?.aborted) return false;
      if (await trySwitch(pool, store, rebuild)) return true;
    }
  } finally {
    giveBack(client);
  }
}

/** A connection that breaks while nobody asks it anything must not end the process: the next statement on it says so. */
async function connect(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  client.on('error', ignore);
  return client;
}

/** The pool hands the same connection out again, and listens to it itself meanwhile. */
function giveBack(client: PoolClient): void {
  client.off('error', ignore);
  client.release();
}

const ignore = (): void => undefined;

/** The live consumer has folded, and concluded from, everything up to here. */
async function liveMark(store: ConsumableStore<PoolClient>): Promise<number> {
  return (await store.consumers.checkpoint(REPLICAS_CONSUMER, false)).position;
}

/** Readers and the consumer wait for us this long at most; then we step back and try again. Less than it takes to call it a deadlock. */
const LOCK_TIMEOUT_MS = 300;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

async function trySwitch(pool: Pool, store: ConsumableStore<PoolClient>, rebuild: Rebuild): Promise<boolean> {
  const client = await connect(pool);
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    // The consumer begins each batch by locking this row, so from here on it stands still. Reading goes on.
    await client.query(`LOCK TABLE ${READ_SCHEMA}.progress IN EXCLUSIVE MODE`);
    await rebuild.foldUpTo(await liveMark(store));
    if (rebuild.stopped) {
      await client.query('ROLLBACK');
      return false;
    }
    await client.query(`LOCK TABLE ${(await tablesThere(client)).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    await client.query(`ALTER SCHEMA ${READ_SCHEMA} RENAME TO ${READ_SCHEMA}_before`);
    await client.query(`ALTER SCHEMA ${NEXT_SCHEMA} RENAME TO ${READ_SCHEMA}`);
    await client.query(`DROP SCHEMA ${READ_SCHEMA}_before CASCADE`);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    const { code } = error as { code?: string };
    if (code === LOCK_NOT_AVAILABLE || code === DEADLOCK) return false;
    throw error;
  } finally {
    giveBack(client);
  }
}

/** Those of an older shape may lack some of what the code knows now. */
async function tablesThere(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS known (name, nth) WHERE to_regclass(name) IS NOT NULL ORDER BY nth`,
    [READ_TABLES.map((table) => `${READ_SCHEMA}.${table}`)],
  );
  return rows.map(({ name }) => name);
}

class Rebuild {
  readonly #options: RebuildOptions;
  readonly #client: PoolClient;
  readonly #folding: Folding;
  readonly #parked = new Set<number>();
  #position = 0;
  #written = 0;
  #writtenAt = Date.now();
  #folderStatistics = 0;

  constructor(options: RebuildOptions, client: PoolClient) {
    this.#options = options;
    this.#client = client;
    this.#folding = new Folding({ schema: NEXT_SCHEMA, mostFolders: options.mostFolders ?? 300_000 });
  }

  get stopped(): boolean {
    return this.#options.signal?.aborted === true;
  }

  async begin(): Promise<void> {
    await this.#client.query('BEGIN');
    const left = await readProgress(this.#client, NEXT_SCHEMA);
    // What another version of the code began is of no use.
    if (left && left.shape !== READ_SHAPE) await this.#client.query(`DROP SCHEMA ${NEXT_SCHEMA} CASCADE`);
    await createReadTables(this.#client, NEXT_SCHEMA);
    this.#position = this.#written = (await readProgress(this.#client, NEXT_SCHEMA))!.position;
    await this.#client.query('COMMIT');
    for (const { position } of await this.#options.store.consumers.parked(REPLICAS_CONSUMER))
      this.#parked.add(position);
  }

  async foldUpTo(until: number): Promise<void> {
    const { pageSize = 5_000, flushEveryMs = 20_000, mostFolders = 300_000, onProgress } = this.#options;
    let ahead = this.#page(until, this.#position, pageSize);
    while (this.#position < until && !this.stopped) {
      const facts = await ahead;
      if (facts.length === 0) break;
      // The next page is on its way while this one is folded.
      ahead = this.#page(until, facts.at(-1)!.position, pageSize);
      ahead.catch(() => undefined);
      await this.#folding.load(facts, this.#client);
      for (const fact of facts) this.#fold(fact);
      this.#position = facts.at(-1)!.position;
      if (this.#folding.weight > mostFolders || Date.now() - this.#writtenAt > flushEveryMs) await this.#write();
      onProgress?.({ position: this.#position, until, folderStatistics: this.#folderStatistics });
    }
    await ahead.catch(() => undefined);
    await this.#write();
  }

  #page(until: number, after: number, pageSize: number): Promise<RecordedEvent[]> {
    const limit = Math.min(pageSize, until - after);
    return limit <= 0 ? Promise.resolve([]) : this.#options.store.readLog({ after, limit });
  }

  #fold(fact: RecordedEvent): void {
    if (this.#parked.has(fact.position)) return;
    this.#folding.fold(fact);
    if (fact.type === 'ReplicaReported')
      this.#folderStatistics += (fact.data as { folders: readonly unknown[] }).folders.length;
  }

  /** Rows and the place to resume from, in one transaction. */
  async #write(): Promise<void> {
    if (this.#position === this.#written) return;
    const { rows, lastReportedAt } = this.#folding.take();
    await this.#client.query('BEGIN');
    try {
      await lockProgress(this.#client, NEXT_SCHEMA);
      await writeRows(this.#client, rows, NEXT_SCHEMA);
      await moveProgress(this.#client, NEXT_SCHEMA, this.#position, lastReportedAt);
      await this.#client.query('COMMIT');
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
    this.#folding.shrink();
    this.#written = this.#position;
    this.#writtenAt = Date.now();
  }
}
