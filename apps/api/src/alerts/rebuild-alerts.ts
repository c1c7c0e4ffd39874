import type { ConsumableStore } from '@lockstep/event-store';
import type { Pool, PoolClient } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { AlertFolding } from './alert-folding.ts';
import { ALERT_TABLES, createAlertTables, NEXT_ALERTS_SCHEMA } from './alert-tables.ts';
import { ALERT_TYPES } from './alert-types.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';
import { moveAlertsProgress } from './alerts-progress.ts';
import { LoggedConclusions } from './logged-conclusions.ts';
import { inAppends, withWholeLast } from './whole-appends.ts';
import { writeAlertRows } from './write-alert-rows.ts';

export interface RebuildAlertsOptions {
  readonly pool: Pool;
  readonly store: ConsumableStore<PoolClient>;
  readonly baseUrl: string;
  readonly signal?: AbortSignal;
  readonly pageSize?: number;
}

/**
 * Folds alerts anew into tables beside the ones that are read, and then switches, while the server goes on:
 * 1. makes the tables in a schema of their own;
 * 2. folds up to where the live consumer stands, with what was concluded then: it decides nothing, and so sends nothing;
 * 3. holds the live consumer, folds the little that came meanwhile;
 * 4. gives the new schema the name of the old one, in one transaction.
 * A message that was delivered is delivered in the new outbox too, for the log says so. Answers false when the signal stopped it.
 */
export async function rebuildAlerts(options: RebuildAlertsOptions): Promise<boolean> {
  const { pool, store, signal } = options;
  const client = await connect(pool);
  try {
    await client.query(`DROP SCHEMA IF EXISTS ${NEXT_ALERTS_SCHEMA} CASCADE`);
    await createAlertTables(client, NEXT_ALERTS_SCHEMA);
    const rebuild = new Rebuild(options, client);
    for (;;) {
      await rebuild.foldUpTo(await liveMark(store));
      if (signal?.aborted) return false;
      if (await trySwitch(pool, store, rebuild)) return true;
    }
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

/** A connection that breaks while nobody asks it anything must not end the process: the next statement on it says so. */
async function connect(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  client.on('error', ignore);
  return client;
}

const ignore = (): void => undefined;

async function liveMark(store: ConsumableStore<PoolClient>): Promise<number> {
  return (await store.consumers.checkpoint(ALERTS_CONSUMER, false)).position;
}

/** Readers and the consumer wait for us this long at most; then we step back and try again. */
const LOCK_TIMEOUT_MS = 300;
const STEP_BACK = new Set(['55P03', '40P01']);

async function trySwitch(pool: Pool, store: ConsumableStore<PoolClient>, rebuild: Rebuild): Promise<boolean> {
  const client = await connect(pool);
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    // The consumer begins each batch by locking this row, so from here on it stands still. Reading goes on.
    await client.query(`LOCK TABLE ${ALERTS_SCHEMA}.progress IN EXCLUSIVE MODE`);
    await rebuild.foldUpTo(await liveMark(store));
    if (rebuild.stopped) {
      await client.query('ROLLBACK');
      return false;
    }
    const tables = ALERT_TABLES.map((table) => `${ALERTS_SCHEMA}.${table}`).join(', ');
    await client.query(`LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
    await client.query(`DROP SCHEMA ${ALERTS_SCHEMA} CASCADE`);
    await client.query(`ALTER SCHEMA ${NEXT_ALERTS_SCHEMA} RENAME TO ${ALERTS_SCHEMA}`);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (STEP_BACK.has((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

class Rebuild {
  readonly #options: RebuildAlertsOptions;
  readonly #client: PoolClient;
  readonly #folding: AlertFolding;
  readonly #conclusions: LoggedConclusions;
  #position = 0;

  constructor(options: RebuildAlertsOptions, client: PoolClient) {
    const { store, baseUrl } = options;
    this.#options = options;
    this.#client = client;
    this.#folding = new AlertFolding({ schema: NEXT_ALERTS_SCHEMA, baseUrl });
    this.#conclusions = new LoggedConclusions(store);
  }

  get stopped(): boolean {
    return this.#options.signal?.aborted === true;
  }

  async foldUpTo(until: number): Promise<void> {
    const { store, pageSize = 2_000 } = this.#options;
    while (this.#position < until && !this.stopped) {
      const page = await store.readLog({
        partition: ALERTS_CONSUMER.source,
        after: this.#position,
        upTo: until,
        limit: pageSize,
        types: ALERT_TYPES,
      });
      if (page.length === 0) return;
      const events = await withWholeLast(store, page, ALERT_TYPES);
      const last = events.at(-1)!.position;
      await this.#conclusions.readThrough(last);
      await this.#write(last, async () => {
        await this.#folding.load(events, this.#client);
        for (const append of inAppends(events)) this.#folding.fold(append, this.#conclusions);
        await writeAlertRows(this.#client, this.#folding, this.#folding.take(), NEXT_ALERTS_SCHEMA);
      });
      this.#folding.shrink();
      this.#position = last;
    }
  }

  async #write(position: number, work: () => Promise<void>): Promise<void> {
    await this.#client.query('BEGIN');
    try {
      await work();
      await moveAlertsProgress(this.#client, NEXT_ALERTS_SCHEMA, position, this.#folding.dueAt);
      await this.#client.query('COMMIT');
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
