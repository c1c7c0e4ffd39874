import type { Pool } from 'pg';
import { letGo, renew, type ClaimedRow, type Lease } from './claim.ts';

/** The messages that this process is sending: it keeps their leases alive, and knows how many each channel has. */
export class InHand {
  readonly #held = new Map<string, { readonly row: ClaimedRow; readonly lost: AbortController }>();
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> = Promise.resolve();
  readonly #pool: Pool;
  readonly #lease: Lease;

  constructor(pool: Pool, lease: Lease) {
    this.#pool = pool;
    this.#lease = lease;
    this.#timer = setInterval(() => (this.#renewing = this.#renewing.then(() => this.#renewAll())), lease.ms / 3);
  }

  /** Keys of the messages of a channel. */
  of(channel: string): string[] {
    return [...this.#held].flatMap(([key, { row }]) => (row.channel === channel ? [key] : []));
  }

  /** Aborted once another has it. */
  take(row: ClaimedRow): AbortSignal {
    const lost = new AbortController();
    this.#held.set(row.key, { row, lost });
    return lost.signal;
  }

  /** `free`: others may have it at once; else only when its lease has run out. */
  async put({ key }: ClaimedRow, { free }: { free: boolean }): Promise<void> {
    try {
      if (free) await letGo(this.#pool, key, this.#lease);
    } finally {
      this.#held.delete(key);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }

  async #renewAll(): Promise<void> {
    for (const [key, { row, lost }] of [...this.#held]) {
      // While the database cannot be asked, nobody else can claim either.
      const still = await renew(this.#pool, row, this.#lease).catch(() => true);
      if (!still && this.#held.has(key)) lost.abort();
    }
  }
}
