import { randomUUID } from 'node:crypto';
import type { Append, ConsumableStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { holdUntil } from './hold.ts';

type Instant = number;

export interface WatchdogOptions {
  readonly pool: Pool;
  readonly store: Pick<ConsumableStore<unknown>, 'appendAll' | 'head' | 'consumers'>;
  readonly clock: () => Instant;
  /** After an outage of the server agents have news in their spools; nobody is called silent before they could deliver it. */
  readonly mostGraceMs?: number;
}

/** The epoch of what the watchdog says; agents' epochs are UUIDs. */
export const WATCHDOG_EPOCH = 'watchdog';

const LEASE = { partition: 0, consumer: 'watchdog', source: 0 };
const LEASE_MS = 15_000;
/** A backlog is being delivered while reports come in now that were observed a minute ago and more: its end is news still to come. */
const BACKLOG = { olderThanMs: 60_000, quietForMs: 30_000 };
const PAGE = 500;
const MOST_IN_A_ROUND = 20_000;

/**
 * Says that time has passed: for each replica whose judgement falls due with no news, `DeadlineReached` at that moment. The fold needs no
 * watchdog to be right about the past, since a later fact judges the deadlines before it; the watchdog makes it right now.
 * A deadline that is said although a report is already in the log and not folded yet does no harm: the fold meets the report first.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #holder = randomUUID();
  #heldUntil: Instant | null = null;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  /** One round; answers how many deadlines it said. Nothing while another process has the lease. */
  async round(): Promise<number> {
    const { store, clock } = this.#options;
    const now = clock();
    if (!(await store.consumers.lease(LEASE, this.#holder, now, now + LEASE_MS))) {
      // Who takes over begins with a grace of its own: it has not seen what went on before.
      this.#heldUntil = null;
      return 0;
    }
    this.#heldUntil ??= holdUntil(now, (await store.head()).recordedAt, this.#options.mostGraceMs);
    if (now < this.#heldUntil) return 0;

    let said = 0;
    let after: Due | null = null;
    while (said < MOST_IN_A_ROUND) {
      const page = await this.#due(now, after);
      if (page.length > 0) await store.appendAll(page.map(deadlineReached));
      said += page.length;
      if (page.length < PAGE) break;
      after = page.at(-1)!;
    }
    return said;
  }

  async release(): Promise<void> {
    await this.#options.store.consumers.release(LEASE, this.#holder);
  }

  async #due(now: Instant, after: Due | null): Promise<Due[]> {
    const { rows } = await this.#options.pool.query<{ replica: string; due_at: string; position: string }>({
      name: 'watchdog-due',
      text: `SELECT replica, due_at, position FROM ${READ_SCHEMA}.replica_list
             WHERE partition = 0 AND due_at <= $1 AND (due_at, replica) > ($2::bigint, $3::uuid)
               AND NOT (heard_at > $4::bigint AND heard_at - last_reported_at > $5::bigint)
             ORDER BY due_at, replica LIMIT ${PAGE}`,
      values: [
        now,
        after?.dueAt ?? Number.MIN_SAFE_INTEGER,
        after?.replica ?? '00000000-0000-0000-0000-000000000000',
        now - BACKLOG.quietForMs,
        BACKLOG.olderThanMs,
      ],
    });
    return rows.map((row) => ({ replica: row.replica, dueAt: Number(row.due_at), position: Number(row.position) }));
  }
}

interface Due {
  readonly replica: string;
  readonly dueAt: Instant;
  /** Of the newest fact in the row: what the judgement that fell due is based on. */
  readonly position: number;
}

/** Once for each state of a replica: said again, before the fold came round to it, it is a duplicate. */
function deadlineReached({ replica, dueAt, position }: Due): Append {
  return {
    stream: replica,
    key: { epoch: WATCHDOG_EPOCH, seq: position },
    events: [{ type: 'DeadlineReached', observedAt: dueAt, data: {} }],
  };
}
