import type { SystemView } from '@lockstep/contracts';
import { consumerLags } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { probes } from './probes.ts';

type Instant = number;
const MINUTE = 60_000;

/** What is measured at the moment of the question. Each part stands alone: one that cannot be read is null, and the others are said. */
export async function measuredSystem(
  pool: Pool,
  dataFolder: string | null,
  now: Instant,
): Promise<Pick<SystemView, 'database' | 'log' | 'consumers' | 'disk' | 'deadLetters'>> {
  const unknown = (): null => null;
  const { disk } = probes(pool, dataFolder);
  const [version, bytes, log, consumers, space, dead] = await Promise.all([
    databaseVersion(pool).catch(unknown),
    databaseBytes(pool).catch(unknown),
    logPace(pool, now).catch(unknown),
    consumerLags(pool, now).catch(unknown),
    disk().catch(unknown),
    messagesGivenUp(pool).catch(unknown),
  ]);
  return {
    database: version === null ? null : { version, embedded: dataFolder !== null, bytes },
    log,
    consumers:
      consumers?.map(({ consumer: name, behindEvents, behindMs, parkedCount: parked }) => ({
        name,
        behindEvents,
        behindMs,
        parked,
      })) ?? null,
    disk: space === 'elsewhere' ? null : space,
    deadLetters: dead,
  };
}

async function databaseVersion(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  return rows[0]!.server_version;
}

async function databaseBytes(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
  return Number(rows[0]!.bytes);
}

/** All of them, however long ago; an alert is raised only of late ones. */
async function messagesGivenUp(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${ALERTS_SCHEMA}.outbox WHERE state = 'dead'`,
  );
  return rows[0]!.n;
}

/**
 * Positions are handed out without gaps, so the newest one and the newest that is a minute old say how many came since. Read backwards from
 * the head, that touches no more events than it counts.
 */
async function logPace(pool: Pool, now: Instant): Promise<NonNullable<SystemView['log']>> {
  const { rows } = await pool.query<{ position: string; last_minute: string }>({
    name: 'system-log-pace',
    text: `SELECT coalesce(sum(h.position), 0) AS position, coalesce(sum(h.position - coalesce(old.position, h.floor)), 0) AS last_minute
           FROM log.head h LEFT JOIN LATERAL (
             SELECT e.position FROM log.events e
             WHERE e.partition = h.partition AND e.position <= h.position AND e.recorded_at <= $1
             ORDER BY e.position DESC LIMIT 1) old ON true`,
    values: [now - MINUTE],
  });
  const { position, last_minute: lastMinute } = rows[0]!;
  return { position: Number(position), lastMinute: Number(lastMinute) };
}
