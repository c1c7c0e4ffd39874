import { statfs } from 'node:fs/promises';
import { consumerLags } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { SELF_LIMITS } from './limits.ts';
import type { Readings } from './signs.ts';

type Instant = number;

/** Those whose rows people look at and are told from. */
export const CONSUMERS_WATCHED: readonly string[] = ['replicas', 'alerts'];

/** How Lockstep looks at itself. One that throws has seen nothing. */
export interface Probes {
  consumers(now: Instant): Promise<NonNullable<Readings['consumers']>>;
  reports(): Promise<{ newestAt: Instant; together: number } | null>;
  disk(): Promise<NonNullable<Readings['disk']>>;
  /** Messages that were given up, since a moment where one is named. */
  deadLetters(since?: Instant): Promise<number>;
}

/** `dataFolder`: where the embedded database lives; null: the database is somebody else's. */
export function probes(pool: Pool, dataFolder: string | null): Probes {
  return {
    async consumers(now) {
      const lags = (await consumerLags(pool, now)).filter(({ consumer }) => CONSUMERS_WATCHED.includes(consumer));
      return lags.map(({ consumer: name, behindMs, parkedCount: parked }) => ({ name, behindMs, parked }));
    },

    async reports() {
      const { rows } = await pool.query<{ newest: string | null; together: number }>({
        name: 'self-reports',
        text: `SELECT n.newest, (SELECT count(*)::int FROM ${READ_SCHEMA}.replica_list
                 WHERE partition = 0 AND heard_at > n.newest - $1::bigint) AS together
               FROM (SELECT max(heard_at) AS newest FROM ${READ_SCHEMA}.replica_list WHERE partition = 0) n`,
        values: [SELF_LIMITS.reports.quietMs],
      });
      const { newest, together } = rows[0]!;
      return newest === null ? null : { newestAt: Number(newest), together };
    },

    async disk() {
      if (dataFolder === null) return 'elsewhere';
      const { bavail, blocks, bsize } = await statfs(dataFolder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },

    async deadLetters(since = 0) {
      const { rows } = await pool.query<{ n: number }>({
        name: 'self-dead-letters',
        text: `SELECT count(*)::int AS n FROM ${ALERTS_SCHEMA}.outbox WHERE state = 'dead' AND ended_at > $1::bigint`,
        values: [since],
      });
      return rows[0]!.n;
    },
  };
}

/** All of them at once; null for each that failed. */
export async function readingsOf(by: Probes, watchedSince: Instant, now: Instant): Promise<Readings> {
  const unknown = (): null => null;
  const [consumers, reports, disk, deadLetters] = await Promise.all([
    by.consumers(now).catch(unknown),
    by.reports().catch(unknown),
    by.disk().catch(unknown),
    by.deadLetters(now - SELF_LIMITS.deadLettersMs).catch(unknown),
  ]);
  return { consumers, reports: reports && { ...reports, watchedSince }, disk, deadLetters };
}
