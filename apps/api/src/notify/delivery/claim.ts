import type { Pool } from 'pg';
import type { Message } from '../message.ts';
import { ALERTS_SCHEMA } from './outbox-tables.ts';

type Instant = number;

/** A message that is to be sent now, by who holds its lease. */
export interface ClaimedRow {
  readonly key: string;
  readonly channel: string;
  readonly message: Message;
  readonly attempts: number;
  readonly roundAttempts: number;
  readonly roundAt: Instant;
  /** A person has put it back. */
  readonly isPutBack: boolean;
  readonly version: number;
}

export interface Lease {
  readonly holder: string;
  readonly ms: number;
}

// The database's clock: processes on machines with different clocks agree about who holds what.
const DATABASE_NOW = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const FREE = `(lease_until IS NULL OR lease_until <= ${DATABASE_NOW})`;

/** Channels with messages that wait, due or not. */
export async function waitingChannels(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ channel: string }>({
    name: 'outbox-waiting-channels',
    text: `SELECT channel FROM ${ALERTS_SCHEMA}.outbox WHERE state = 'waiting' GROUP BY channel ORDER BY channel`,
  });
  return rows.map(({ channel }) => channel);
}

/**
 * Takes the lease of at most `most` messages of a channel that are due, oldest first. Of a group only the first that still waits: a later one
 * must not overtake it, not even while it waits for its next attempt. `not`: those that this process has in hand, be it that it was held up for
 * longer than their leases last.
 */
export async function claim(
  pool: Pool,
  {
    channel,
    now,
    most,
    not,
    lease,
  }: { channel: string; now: Instant; most: number; not: readonly string[]; lease: Lease },
): Promise<ClaimedRow[]> {
  const { rows } = await pool.query({
    name: 'outbox-claim',
    // The heads by their index, in one pass; conditions stand on the row that is locked, so that they are looked at again once it is.
    text: `WITH head AS (
             SELECT DISTINCT ON (group_key) key FROM ${ALERTS_SCHEMA}.outbox
             WHERE channel = $1 AND state = 'waiting' ORDER BY group_key, place)
           UPDATE ${ALERTS_SCHEMA}.outbox SET lease_holder = $4, lease_until = ${DATABASE_NOW} + $5
           WHERE key IN (
             SELECT o.key FROM head JOIN ${ALERTS_SCHEMA}.outbox o USING (key)
             WHERE o.state = 'waiting' AND o.next_at <= $2 AND ${FREE} AND o.key <> ALL ($6)
             ORDER BY o.place LIMIT $3 FOR UPDATE OF o SKIP LOCKED)
           RETURNING key, channel, place, message, attempts, round_attempts, round_at, made_at, version`,
    values: [channel, now, most, lease.holder, lease.ms, not],
  });
  return rows
    .sort((a, b) => Number(a.place) - Number(b.place))
    .map((row) => ({
      key: row.key,
      channel: row.channel,
      message: row.message,
      attempts: row.attempts,
      roundAttempts: row.round_attempts,
      roundAt: Number(row.round_at),
      isPutBack: row.round_at !== row.made_at,
      version: Number(row.version),
    }));
}

/**
 * False: another holds it by now, or something became of it. One that ran out, or that rows which were made anew do not know of, is taken again while
 * nobody else has it. One row a statement, so that it never waits for one while it holds another.
 */
export async function renew(
  pool: Pool,
  { key, version }: Pick<ClaimedRow, 'key' | 'version'>,
  { holder, ms }: Lease,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'outbox-renew',
    text: `UPDATE ${ALERTS_SCHEMA}.outbox SET lease_holder = $2, lease_until = ${DATABASE_NOW} + $3
           WHERE key = $1 AND version = $4 AND (lease_holder = $2 OR ${FREE}) AND state = 'waiting'`,
    values: [key, holder, ms, version],
  });
  return rowCount === 1;
}

export async function letGo(pool: Pool, key: string, { holder }: Lease): Promise<void> {
  await pool.query({
    name: 'outbox-let-go',
    text: `UPDATE ${ALERTS_SCHEMA}.outbox SET lease_until = NULL, lease_holder = NULL WHERE key = $1 AND lease_holder = $2`,
    values: [key, holder],
  });
}

/** Messages to a channel that nobody is sending at the moment, with what a statement about them must know. */
export async function idleRows(
  pool: Pool,
  channel: string,
): Promise<{ key: string; attempts: number; version: number }[]> {
  const { rows } = await pool.query({
    name: 'outbox-idle',
    text: `SELECT key, attempts, version FROM ${ALERTS_SCHEMA}.outbox
           WHERE channel = $1 AND state = 'waiting' AND ${FREE} ORDER BY place LIMIT 500`,
    values: [channel],
  });
  return rows.map((row) => ({ ...row, version: Number(row.version) }));
}
