import { randomUUID } from 'node:crypto';
import { isUnheard, parseMessages, type AlertState, type ChannelEntry } from '@lockstep/domain';
import type { ConsumableStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { toMessageAlert } from '../../alerts/render-message.ts';
import type { Message, Outcome } from '../message.ts';
import { readNotifyBook } from '../routing/notify-log.ts';
import { attempt } from './attempt.ts';
import type { DeliveryOptions } from './delivery.ts';
import { ALERTS_SCHEMA } from './outbox-tables.ts';
import { noteTroubles } from './resend-trouble.ts';

export interface ResendOptions extends Pick<DeliveryOptions, 'channelOf' | 'secretsOf' | 'pool'> {
  readonly store: Pick<ConsumableStore<unknown>, 'readStream' | 'consumers'>;
  readonly baseUrl: string;
  readonly onTrouble: (error: unknown, channel?: ChannelEntry) => void;
  readonly clock: () => number;
}

const LEASE = { partition: 0, consumer: 'resend', source: 0 };

/**
 * Alertmanager forgets an alert that it is not told of again and again. Each round says to each channel of that kind what it was told of and
 * still fires. No message and no event: nothing new is said, and what is lost is said again a minute later; a channel whose newest round failed says so in its
 * health. One process at a time.
 */
export class Resender {
  readonly #options: ResendOptions;
  readonly #everyMs: number;
  readonly #holder = randomUUID();

  constructor(options: ResendOptions, everyMs: number) {
    this.#options = options;
    this.#everyMs = everyMs;
  }

  /** Answers to how many channels it said something. */
  async round(stop?: AbortSignal): Promise<number> {
    const { store, clock, pool, onTrouble } = this.#options;
    const now = clock();
    // Half a round longer than one: who holds it comes back in time, who died is replaced by the round after the next.
    if (!(await store.consumers.lease(LEASE, this.#holder, now, now + this.#everyMs * 1.5))) return 0;
    const { channels } = await readNotifyBook(store);
    const wanting = [...channels.values()].filter((one) => one.enabled && one.settings.kind === 'alertmanager');
    const said = await Promise.all(
      wanting.map(async (channel) => {
        const firing = await stillFiring(pool, channel.id);
        return firing.length === 0 ? null : { channel, outcome: await this.#say(channel, firing, now, stop) };
      }),
    );
    // Cut off by ourselves is no failure of the other side.
    if (!stop?.aborted) {
      const failed = said.flatMap((one) => (one === null || one.outcome.ok ? [] : [one]));
      for (const { channel, outcome } of failed) onTrouble(new Error(outcome.answer), channel);
      await noteTroubles(
        pool,
        now,
        failed.map(({ channel, outcome }) => ({ channel: channel.id, answer: outcome.answer })),
      );
    }
    return said.filter((one) => one !== null).length;
  }

  release(): Promise<void> {
    return this.#options.store.consumers.release(LEASE, this.#holder);
  }

  async #say(channel: ChannelEntry, firing: readonly AlertState[], now: number, stop?: AbortSignal): Promise<Outcome> {
    const { secretsOf, channelOf, baseUrl } = this.#options;
    const message: Message = {
      key: `resend-${randomUUID()}`,
      kind: 'repeat',
      title: `${firing.length} that still fire`,
      text: '',
      group: { key: 'resend', labels: {} },
      severity: firing.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning',
      alerts: firing.map((alert) => toMessageAlert(alert, 'firing', baseUrl)),
      more: 0,
      at: now,
      link: `${baseUrl}/alerts`,
    };
    try {
      const secrets = await secretsOf(channel);
      return await attempt(message, channel, secrets, { channelOf, now, ...(stop && { stop }) });
    } catch (error) {
      return { ok: false, permanent: false, answer: error instanceof Error ? error.message : String(error) };
    }
  }
}

/**
 * Alerts that a channel was told to fire, in this life of theirs, by a message that arrived; as severe as it was told. What is kept quiet or waits
 * for its group was not told.
 */
async function stillFiring(pool: Pool, channel: string): Promise<AlertState[]> {
  const kept = await pool.query<{ value: string }>(`SELECT value FROM ${ALERTS_SCHEMA}.kept WHERE name = 'told'`);
  if (kept.rows[0] === undefined) return [];
  const heard = [...parseMessages(kept.rows[0].value).told.values()].filter(
    (one) => one.channel === channel && !isUnheard(one),
  );
  const severityOf = new Map(heard.map(({ alert, severity }) => [alert, severity]));
  const { rows } = await pool.query<{ state: string }>({
    name: 'resend-firing',
    text: `SELECT state FROM ${ALERTS_SCHEMA}.alert
           WHERE until = 8640000000000000 AND rank < 9 AND status IN ('firing', 'recovering') AND id = ANY ($1)
           ORDER BY number`,
    values: [[...severityOf.keys()]],
  });
  return rows
    .map(({ state }) => JSON.parse(state) as AlertState)
    .map((alert) => ({ ...alert, severity: severityOf.get(alert.id)! }));
}
