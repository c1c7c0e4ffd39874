import type { Pool } from 'pg';
import { readAlertsProgress } from '../alerts/alerts-progress.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';

/** For how long what fell due has waited, in ms; 0: nothing waits. */
export interface Overdue {
  /** For the clock of alerts to say so. A moment that has not come counts as well: nobody has said that the clock was set back. */
  readonly alertsMs: number;
  /** For anybody to try to send it, on the channel where that is worst. */
  readonly deliveriesMs: number;
}

export async function readOverdue(pool: Pool, now: number): Promise<Overdue> {
  const [progress, deliveriesMs] = await Promise.all([readAlertsProgress(pool, ALERTS_SCHEMA), readUntried(pool, now)]);
  const { dueAt = null, at = null } = progress ?? {};
  const late = dueAt === null ? 0 : now - dueAt;
  return { alertsMs: Math.max(0, late, at === null ? 0 : at - now), deliveriesMs };
}

/** A channel whose messages are in hand, or whose other side refused one just now, is being served. */
async function readUntried(pool: Pool, now: number): Promise<number> {
  const { rows } = await pool.query<{ ms: string | null }>({
    name: 'self-untried',
    text: `WITH head AS (
             SELECT DISTINCT ON (channel, group_key) channel, next_at, lease_until FROM ${ALERTS_SCHEMA}.outbox
             WHERE state = 'waiting' ORDER BY channel, group_key, place),
           due AS (
             SELECT channel, min(next_at) FILTER (WHERE next_at <= $1) AS next_at,
               bool_or(coalesce(lease_until, 0) > (extract(epoch FROM clock_timestamp()) * 1000)::bigint) AS in_hand
             FROM head GROUP BY channel)
           SELECT max($1 - greatest(d.next_at, tried.ended_at, tried.failed_at)) AS ms FROM due d
           CROSS JOIN LATERAL (
             SELECT max(ended_at) AS ended_at, max(failed_at) AS failed_at FROM ${ALERTS_SCHEMA}.outbox o
             WHERE o.channel = d.channel) tried
           WHERE NOT d.in_hand AND d.next_at IS NOT NULL`,
    values: [now],
  });
  return Math.max(0, Number(rows[0]?.ms ?? 0));
}
