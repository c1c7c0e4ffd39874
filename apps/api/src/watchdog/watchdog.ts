import { randomUUID } from 'node:crypto';
import type { Append, ConsumableStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { holdUntil } from './hold.ts';
import { newestPolicyChange, policyTurns } from './policy-turns.ts';

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
 * After a change of policies it says the same, at the moment of the change, for each replica that is judged by another one since: nobody
 * waits for its next report. A deadline that is said although a report is already in the log and not folded yet does no harm: the fold meets the report first.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #holder = randomUUID();
  #heldUntil: Instant | null = null;
  /** The change of policies to which every replica has turned. */
  #turnedTo = 0;

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

    let said = await this.#turnPolicies(now);
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

  /** A pass that finds nobody is remembered until the policies change again. */
  async #turnPolicies(now: Instant): Promise<number> {
    const { pool, store } = this.#options;
    const newest = await newestPolicyChange(pool);
    if (newest === this.#turnedTo) return 0;
    const delivering = { heardSince: now - BACKLOG.quietForMs, olderThanMs: BACKLOG.olderThanMs };
    let said = 0;
    let areAllTurned = true;
    for await (const turns of policyTurns(pool, delivering, PAGE)) {
      const due = turns.filter(({ isDelivering }) => !isDelivering);
      if (due.length < turns.length) areAllTurned = false;
      const results = await store.appendAll(
        due.map(({ replica, turnedAt, position }) => deadlineReached({ replica, dueAt: turnedAt, position })),
      );
      // What was said before is on its way to the fold.
      said += results.filter(({ outcome }) => outcome === 'stored').length;
      if (said >= MOST_IN_A_ROUND) break;
    }
    if (said === 0 && areAllTurned) this.#turnedTo = newest;
    return said;
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
