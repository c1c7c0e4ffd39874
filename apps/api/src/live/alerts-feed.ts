import type { Changed } from '@lockstep/contracts';
import type { Pool } from 'pg';
import { readAlertsProgress } from '../alerts/alerts-progress.ts';
import { alertsChangedSince, countAlerts } from '../alerts/alerts.query.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { MOST_ROWS, type Audience } from './live-feed.ts';
import { Pace } from './pace.ts';

export interface AlertsFeedOptions {
  readonly pool: Pool;
  readonly audience: Pick<Audience, 'isEmpty' | 'tell'>;
  readonly onError: (error: unknown) => void;
  /** How soon other processes' folding is seen, for there is no hint of it. */
  readonly pollEveryMs?: number;
}

/** Follows the rows of alerts, which have a position of their own, and tells those who listen what changed. */
export class AlertsFeed {
  readonly #options: AlertsFeedOptions;
  readonly #pace: Pace;
  #position = 0;
  #readAt = performance.now();
  #poll: NodeJS.Timeout | null = null;

  constructor(options: AlertsFeedOptions) {
    this.#options = options;
    this.#pace = new Pace(() => this.#round());
  }

  /** Everything up to here has been told. */
  get position(): number {
    return this.#position;
  }

  /** How old what was told may be: since the rows could be read last. */
  get unreadForMs(): number {
    return performance.now() - this.#readAt;
  }

  async start(): Promise<void> {
    this.#position = await this.#stand();
    this.#readAt = performance.now();
    this.#poll = setInterval(() => this.#pace.ask(), this.#options.pollEveryMs ?? 500);
  }

  /** The rows have moved in this process. */
  advanced(): void {
    this.#pace.ask();
  }

  async stop(): Promise<void> {
    if (this.#poll) clearInterval(this.#poll);
    await this.#pace.stop();
  }

  /** What a client that comes back has missed since its cursor; null: nothing. */
  missed(since: number): Promise<Changed | null> {
    return readTransaction(this.#options.pool, async (client) => {
      const position = (await readAlertsProgress(client, ALERTS_SCHEMA))?.position ?? 0;
      if (position <= since) return null;
      const now = Date.now();
      const rows = await alertsChangedSince(client, since, MOST_ROWS + 1, now);
      const { mine: _mine, ...counts } = await countAlerts(client, null, { at: null, now });
      const cursor = String(position);
      if (rows.length > MOST_ROWS) return { view: 'alerts', cursor, rows: [], counts, reset: true };
      return { view: 'alerts', cursor, rows, counts };
    });
  }

  async #round(): Promise<void> {
    try {
      await this.#tell();
      this.#readAt = performance.now();
    } catch (error) {
      // The position has not moved, so the next round tells what this one could not.
      this.#options.onError(error);
    }
  }

  async #tell(): Promise<void> {
    const { audience } = this.#options;
    if (audience.isEmpty('alerts')) {
      this.#position = await this.#stand();
      return;
    }
    const changed = await this.missed(this.#position);
    if (changed === null) return;
    this.#position = Number(changed.cursor);
    if (changed.rows.length > 0 || changed.reset) audience.tell('alerts', changed);
  }

  async #stand(): Promise<number> {
    return (await readAlertsProgress(this.#options.pool, ALERTS_SCHEMA))?.position ?? 0;
  }
}
