import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from './outbox-tables.ts';

/** A later message to the same channel, of one of the same alerts, was sent or is just being sent: what this one says is no longer so. */
export async function isOvertaken(pool: Pool, key: string): Promise<boolean> {
  const { rows } = await pool.query<{ yes: boolean }>({
    name: 'outbox-overtaken',
    text: `SELECT EXISTS (
             SELECT 1 FROM ${ALERTS_SCHEMA}.outbox mine JOIN ${ALERTS_SCHEMA}.outbox later
               ON later.channel = mine.channel AND later.place > mine.place AND later.alerts && mine.alerts
             WHERE mine.key = $1 AND (later.state = 'sent' OR (later.state = 'waiting'
               AND later.lease_until > (extract(epoch FROM clock_timestamp()) * 1000)::bigint))) AS yes`,
    values: [key],
  });
  return rows[0]!.yes;
}
