import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import type { AcceptedAppend } from '../accept.ts';
import { AppendUnresolvedError, StoreClosedError, WriterFencedError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import { backoffMs, isTransient } from '../retry.ts';
import type { AppendResult, Instant } from '../types.ts';
import { connectLike } from './connection.ts';
import { makeRanges } from './ranges.ts';
import { wasCommitted, writeBatch, type BatchName } from './write-batch.ts';

export interface WriterOptions {
  readonly pool: Pool;
  readonly partition: number;
  readonly clock: () => Instant;
  /** How long a batch may wait for company before it is written. */
  readonly lingerMs: number;
  readonly mostEvents: number;
  readonly mostBytes: number;
  /** How long an append may wait for a database that is away. */
  readonly retryForMs: number;
  readonly onCommitted: (partition: number) => void;
}

interface Waiting {
  readonly append: AcceptedAppend;
  readonly since: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit for one log partition: while one batch is on its way, the next one gathers. */
export class PartitionWriter {
  readonly #options: WriterOptions;
  readonly #writer = randomUUID();
  #batch = 0;
  #waiting: Waiting[] = [];
  #appends = 0;
  #bytes = 0;
  #client: Client | null = null;
  #epoch: number | null = null;
  /** How many events surely fit into the ranges that exist. */
  #room = 0;
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  append(append: AcceptedAppend): Promise<AppendResult> {
    if (this.#closed) return Promise.reject(new StoreClosedError());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, since: performance.now(), resolve, reject });
      this.#appends += 1;
      this.#bytes += append.bytes;
      this.#running ??= this.#run();
    });
  }

  queued(): { appends: number; bytes: number } {
    return { appends: this.#appends, bytes: this.#bytes };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.#client?.end().catch(() => undefined);
    this.#client = null;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await (this.#options.lingerMs > 0 ? sleep(this.#options.lingerMs) : new Promise(setImmediate));
      const batch = this.#take();
      await this.#settle(batch);
      for (const { append } of batch) {
        this.#appends -= 1;
        this.#bytes -= append.bytes;
      }
    }
    // In the same breath as the check above, so that no append falls between the two.
    this.#running = null;
  }

  #take(): Waiting[] {
    const { mostEvents, mostBytes } = this.#options;
    let events = 0;
    let bytes = 0;
    const end = this.#waiting.findIndex(({ append }, index) => {
      events += append.events.length;
      bytes += append.bytes;
      return index > 0 && (events > mostEvents || bytes > mostBytes);
    });
    if (end === -1) return this.#waiting.splice(0);
    return this.#waiting.splice(0, end);
  }

  /** Every append of the batch is answered when this resolves. */
  async #settle(batch: Waiting[]): Promise<void> {
    try {
      const plan = await this.#write(
        batch.map(({ append }) => append),
        batch[0]!.since + this.#options.retryForMs,
      );
      batch.forEach(({ resolve }, index) => resolve(plan.results[index]!));
      if (plan.fresh.length > 0) this.#options.onCommitted(this.#options.partition);
    } catch (error) {
      const splitting = batch.length > 1 && !isTransient(error) && !(error instanceof WriterFencedError);
      if (!splitting) return batch.forEach(({ reject }) => reject(error));
      // One append is not to the database's liking; its neighbours must not suffer for it.
      const half = batch.length >> 1;
      await this.#settle(batch.slice(0, half));
      await this.#settle(batch.slice(half));
    }
  }

  /** Writes until it is known what became of it. */
  async #write(appends: readonly AcceptedAppend[], giveUpAt: number): Promise<Plan> {
    const batch = ++this.#batch;
    // Set while a COMMIT may have happened whose answer did not come.
    let unresolved: Plan | null = null;
    for (let attempt = 0; ; attempt++) {
      try {
        const client = await this.#connect();
        const name: BatchName = {
          partition: this.#options.partition,
          writer: this.#writer,
          batch,
          epoch: await this.#ownEpoch(client),
        };
        if (unresolved && (await wasCommitted(client, name))) return unresolved;
        unresolved = null;
        await this.#makeRoom(client, appends);
        return await writeBatch(client, name, appends, this.#options.clock(), (plan) => (unresolved = plan));
      } catch (error) {
        this.#drop();
        if (isMissingRange(error) && attempt < 5) {
          this.#room = 0;
          continue;
        }
        if (!isTransient(error)) throw error;
        if (performance.now() >= giveUpAt) throw new AppendUnresolvedError(error);
        await sleep(backoffMs(attempt, 20, 1_000));
      }
    }
  }

  async #connect(): Promise<Client> {
    if (this.#client) return this.#client;
    const client = await connectLike(this.#options.pool, {
      pipeline: true,
      application_name: 'lockstep-writer',
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
      // A process that hangs with the head row in its hands must not stop the others for long.
      idle_in_transaction_session_timeout: 5_000,
    });
    client.on('error', () => this.#drop(client));
    this.#client = client;
    return client;
  }

  /** The state of the connection is not known: it is not used again. */
  #drop(client = this.#client): void {
    if (client && client === this.#client) this.#client = null;
    client?.end().catch(() => undefined);
  }

  async #ownEpoch(client: Client): Promise<number> {
    if (this.#epoch !== null) return this.#epoch;
    const { partition } = this.#options;
    const { rows } = await client.query('SELECT epoch FROM log.head WHERE partition = $1', [partition]);
    if (rows.length === 0)
      throw new Error(`There is no log partition ${partition}; migrate the store with more partitions.`);
    return (this.#epoch = Number(rows[0].epoch));
  }

  /** Ranges are made ahead, well before the log reaches them. */
  async #makeRoom(client: Client, appends: readonly AcceptedAppend[]): Promise<void> {
    const events = appends.reduce((sum, { events }) => sum + events.length, 0);
    this.#room -= events;
    if (this.#room > 0) return;
    const { rows } = await client.query('SELECT position FROM log.head WHERE partition = $1', [
      this.#options.partition,
    ]);
    const position = Number(rows[0].position);
    // On its own connection: one from the pool may be lent to somebody who waits for this very append.
    await client.query('BEGIN');
    const until = await makeRanges(client, position + events);
    await client.query('COMMIT');
    // Others write too, so look again when half of it may be gone.
    this.#room = Math.floor((until - position - events) / 2);
  }
}

/** No partition of the table found for the row. */
const isMissingRange = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23514';
