import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from './outbox-tables.ts';

/** How a channel fares, what is said again and again to an Alertmanager included. Instants are milliseconds. */
export interface ChannelHealth {
  readonly lastDeliveredAt: number | null;
  readonly lastFailedAt: number | null;
  readonly lastError: string | null;
  readonly waiting: number;
  readonly dead: number;
}

/** By channel. One that was never sent anything has no entry. Each number is one look into an index. */
export async function channelHealth(
  pool: Pool,
  channels: readonly string[],
): Promise<ReadonlyMap<string, ChannelHealth>> {
  const { rows } = await pool.query({
    name: 'outbox-health',
    text: `SELECT c.channel, sent.at AS sent_at, greatest(failed.at, again.at) AS failed_at,
             CASE WHEN again.at >= coalesce(failed.at, 0) THEN again.answer ELSE failed.failure END AS failure,
             waiting.n AS waiting, dead.n AS dead
           FROM unnest($1::text[]) AS c (channel)
           CROSS JOIN LATERAL (SELECT max(ended_at) AS at FROM ${ALERTS_SCHEMA}.outbox o
             WHERE o.channel = c.channel AND o.state = 'sent') sent
           LEFT JOIN LATERAL (SELECT failed_at AS at, failure FROM ${ALERTS_SCHEMA}.outbox o
             WHERE o.channel = c.channel AND failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT 1) failed ON true
           LEFT JOIN resend_trouble again ON again.channel = c.channel
           CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM ${ALERTS_SCHEMA}.outbox o
             WHERE o.channel = c.channel AND o.state = 'waiting') waiting
           CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM ${ALERTS_SCHEMA}.outbox o
             WHERE o.channel = c.channel AND o.state = 'dead') dead`,
    values: [channels],
  });
  return new Map(
    rows.map((row) => [
      row.channel as string,
      {
        lastDeliveredAt: whole(row.sent_at),
        lastFailedAt: whole(row.failed_at),
        lastError: row.failure,
        waiting: row.waiting,
        dead: row.dead,
      },
    ]),
  );
}

const whole = (value: string | null): number | null => (value === null ? null : Number(value));

/** How many messages wait, of all channels. */
export async function countWaiting(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: 'outbox-count-waiting',
    text: `SELECT count(*)::int AS n FROM ${ALERTS_SCHEMA}.outbox WHERE state = 'waiting'`,
  });
  return rows[0]!.n;
}
