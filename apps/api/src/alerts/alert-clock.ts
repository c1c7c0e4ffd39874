import { randomUUID } from 'node:crypto';
import type { ConsumableStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { ALERTS } from '../projections/streams.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';
import { readAlertsProgress } from './alerts-progress.ts';

type Instant = number;

export interface AlertClockOptions {
  readonly pool: Pool;
  readonly store: Pick<ConsumableStore<unknown>, 'append' | 'consumers'>;
  readonly clock: () => Instant;
}

/** The epoch of what the clock says; agents' epochs are UUIDs. */
export const CLOCK_EPOCH = 'clock';

const LEASE = { partition: 0, consumer: 'alert-clock', source: 0 };
const LEASE_MS = 5_000;
/** The rows are asked this often, news or no news. */
const EVERY_MS = 1_000;
const SOONEST_MS = 20;
/** What falls due at many moments is told at some of them. */
const AFTER_SAYING_MS = 250;
/** Processes whose clocks differ by less than this agree; more, and the clock was set back: nothing may wait for it to come round again. */
const AHEAD_MS = 10_000;

/** Says that time has passed, when something of alerts or messages falls due. What follows is decided by the fold, at the moment that is named. */
export class AlertClock {
  readonly #options: AlertClockOptions;
  readonly #holder = randomUUID();

  constructor(options: AlertClockOptions) {
    this.#options = options;
  }

  /** One round; answers when the next one is due, in ms. Nothing is said while another process has the lease. */
  async round(): Promise<number> {
    const { pool, store, clock } = this.#options;
    const now = clock();
    if (!(await store.consumers.lease(LEASE, this.#holder, now, now + LEASE_MS))) return EVERY_MS;
    const progress = await readAlertsProgress(pool, ALERTS_SCHEMA);
    const isAhead = (progress?.at ?? now) > now + AHEAD_MS;
    const dueAt = isAhead ? now : (progress?.dueAt ?? null);
    if (progress === null || dueAt === null) return EVERY_MS;
    if (dueAt > now) return Math.min(EVERY_MS, Math.max(SOONEST_MS, dueAt - now));
    // Once for each state of the rows: said again, before the fold came round to it, it is a duplicate.
    await store.append({
      partition: ALERTS_CONSUMER.source,
      stream: ALERTS,
      key: { epoch: CLOCK_EPOCH, seq: progress.position },
      events: [{ type: 'ClockReached', observedAt: now, data: {} }],
    });
    return AFTER_SAYING_MS;
  }

  async release(): Promise<void> {
    await this.#options.store.consumers.release(LEASE, this.#holder);
  }
}
