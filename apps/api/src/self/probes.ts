import { statfs } from 'node:fs/promises';
import { consumerLags } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { readPolicyBook } from '../projections/read-policies.ts';
import { SELF_LIMITS } from './limits.ts';
import { readOverdue, type Overdue } from './overdue.ts';
import type { Readings } from './signs.ts';

type Instant = number;

/** Those whose rows people look at and are told from. */
export const CONSUMERS_WATCHED: readonly string[] = ['replicas', 'alerts'];

/** How Lockstep looks at itself. One that throws has seen nothing. */
export interface Probes {
  consumers(now: Instant): Promise<NonNullable<Readings['consumers']>>;
  reports(): Promise<Omit<NonNullable<Readings['reports']>, 'watchedSince'> | null>;
  disk(): Promise<NonNullable<Readings['disk']>>;
  /** Messages that were given up, since a moment where one is named. */
  deadLetters(since?: Instant): Promise<number>;
  /** For how long what fell due has waited to be decided, and to be sent; 0: nothing waits. */
  overdue(now: Instant): Promise<Overdue>;
}

/** `dataFolder`: where the embedded database lives; null: the database is somebody else's. */
export function probes(pool: Pool, dataFolder: string | null): Probes {
  return {
    async consumers(now) {
      const lags = (await consumerLags(pool, now)).filter(({ consumer }) => CONSUMERS_WATCHED.includes(consumer));
      return lags.map(({ consumer: name, behindMs, parkedCount: parked }) => ({ name, behindMs, parked }));
    },

    async reports() {
      const { quietMs, dayMs } = SELF_LIMITS.reports;
      const { rows } = await pool.query<{ newest: string; policy: string; together: number; ofDay: number }>({
        name: 'self-reports',
        text: `SELECT n.newest, policy, count(*) FILTER (WHERE heard_at > n.newest - $1::bigint)::int AS together,
                 count(*)::int AS "ofDay"
               FROM ${READ_SCHEMA}.replica_list,
                 (SELECT max(heard_at) AS newest FROM ${READ_SCHEMA}.replica_list WHERE partition = 0) n
               WHERE partition = 0 AND heard_at > n.newest - $2::bigint GROUP BY n.newest, policy ORDER BY policy`,
        values: [quietMs, dayMs],
      });
      if (rows.length === 0) return null;
      const { entries } = await readPolicyBook(pool);
      const hoursOf = (id: string) => entries.find(({ policy }) => policy.id === id)?.policy.workingHours ?? null;
      const groups = rows.map(({ policy, together, ofDay }) => ({
        ...{ together, ofDay },
        hours: hoursOf(policy),
      }));
      return { newestAt: Number(rows[0]!.newest), groups };
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

    overdue: (now) => readOverdue(pool, now),
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
