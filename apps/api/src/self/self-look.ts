import { randomUUID } from 'node:crypto';
import type { ConsumableStore, Json } from '@lockstep/event-store';
import { ILLS } from '../projections/streams.ts';
import { decideIlls, evolveStanding, type NewIllEvent, type Standing, type Streaks } from './decide-ills.ts';
import { readingsOf, type Probes } from './probes.ts';
import { signsOf } from './signs.ts';

type Instant = number;

export interface SelfLookOptions {
  readonly store: Pick<ConsumableStore<unknown>, 'append' | 'readStream' | 'consumers'>;
  readonly probes: Probes;
  readonly clock: () => Instant;
}

const LEASE = { partition: 0, consumer: 'self-look', source: 0 };
/** Two looks: one that is late loses nothing. */
const LEASE_MS = 60_000;
const PAGE = 500;

/** Looks at Lockstep itself, and says in the log what ails it and what no longer does; alerts follow from that as from any other fact. */
export class SelfLook {
  readonly #options: SelfLookOptions;
  readonly #holder = randomUUID();
  /** Since when this one looks; null: another process does. */
  #since: Instant | null = null;
  #standing: Standing = new Map();
  #streaks: Streaks = new Map();
  /** Position of the newest event of the stream that is folded. */
  #position = 0;

  constructor(options: SelfLookOptions) {
    this.#options = options;
  }

  /** One look; answers what it said. Nothing while another process has the lease. */
  async round(): Promise<readonly NewIllEvent[]> {
    const { store, probes, clock } = this.#options;
    const now = clock();
    if (!(await store.consumers.lease(LEASE, this.#holder, now, now + LEASE_MS))) {
      this.#since = null;
      this.#streaks = new Map();
      return [];
    }
    this.#since ??= now;
    await this.#fold();
    const signs = signsOf(await readingsOf(probes, this.#since, now), now);
    const { events, streaks } = decideIlls(this.#standing, this.#streaks, signs);
    if (events.length === 0) {
      this.#streaks = streaks;
      return [];
    }
    const { outcome } = await store.append({
      stream: ILLS,
      expectedVersion: this.#position,
      events: events.map(({ type, data }) => ({ type, observedAt: now, data: data as unknown as Json })),
    });
    // Another process was faster; what it said is folded by the next look, and the streaks go on from here.
    if (outcome !== 'stored') return [];
    this.#streaks = streaks;
    return events;
  }

  async release(): Promise<void> {
    await this.#options.store.consumers.release(LEASE, this.#holder);
  }

  async #fold(): Promise<void> {
    for (;;) {
      const page = await this.#options.store.readStream(ILLS, { after: this.#position, limit: PAGE });
      for (const event of page) {
        this.#standing = evolveStanding(this.#standing, event as unknown as NewIllEvent);
        this.#position = event.position;
      }
      if (page.length < PAGE) return;
    }
  }
}
