import { createHash } from 'node:crypto';
import { DEFAULT_POLICY } from '@lockstep/domain';
import { createPostgresStore, type Append, type Json } from '@lockstep/event-store';
import pg from 'pg';
import { startSystem } from '../server/system.ts';
import { seededReplica } from './seeded-replica.ts';

const CHUNK = 2_000;
const DAY = 86_400_000;
/** The watchdog takes what came all at once for a backlog, and says nothing of it for half a minute. */
const QUIET_MS = 40_000;

/**
 * A fleet with six days behind it, through the real log: its facts are appended by the product's own store, and the product's own
 * projection makes every row. Only the agents' door is passed by: a replica's home is written as its enrolment would, and nothing is parsed.
 *
 * 1. The server starts once on the empty database, for its tables.
 * 2. Homes and facts are written, by the replica and not by time, as if all spools were delivered now.
 * 3. Whoever starts the server next waits until `settled`.
 */
export async function seedFleet(
  databaseUrl: string,
  { replicas, log }: { replicas: number; log: (line: string) => void },
): Promise<void> {
  await (await startSystem(databaseUrl)).stop();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 6 });
  const store = createPostgresStore({ pool });
  const now = Date.now();
  try {
    await store.append(patientPolicy(now));
    for (let first = 0; first < replicas; first += CHUNK) {
      const some = Array.from({ length: Math.min(CHUNK, replicas - first) }, (_, offset) =>
        seededReplica(first + offset, now),
      );
      await Promise.all([
        pool.query(
          `INSERT INTO replica_home (replica_id, partition, mailbox, device, store, token_hash, token_changed_at, enrolled_at)
           SELECT replica, 0, mailbox, device, '', token, now() - interval '6 days', now() - interval '6 days'
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[]) AS row (replica, mailbox, device, token)`,
          [
            some.map(({ replica }) => replica),
            some.map(({ mailbox }) => mailbox),
            some.map(({ device }) => device),
            some.map(({ token }) => createHash('sha256').update(token).digest()),
          ],
        ),
        store.appendAll(some.flatMap(({ appends }) => appends)),
      ]);
      if ((first / CHUNK) % 10 === 9) log(`seeded ${first + some.length} of ${replicas}`);
    }
    await pool.query('VACUUM ANALYZE log.events');
  } finally {
    await store.close();
    await pool.end();
  }
}

/** Until every consumer has read nearly all of the log for a while; then the tables are vacuumed, as time would. In a fleet of this size somebody's time is always up. */
export async function settled(databaseUrl: string, log: (line: string) => void): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    for (let round = 0, behindAt = Date.now(); Date.now() - behindAt < QUIET_MS; round += 1) {
      const { rows } = await pool.query<{ head: string; replicas: string; alerts: string }>(
        `SELECT (SELECT max(position) FROM log.events) AS head, (SELECT position FROM read.progress) AS replicas,
                (SELECT position FROM alerts.progress) AS alerts`,
      );
      const { head, replicas, alerts } = rows[0]!;
      if (Number(head) - Math.min(Number(replicas), Number(alerts)) > NEARLY) behindAt = Date.now();
      if (round % 10 === 0) log(`log ${head}, rows ${replicas}, alerts ${alerts}`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await pool.query('VACUUM ANALYZE');
  } finally {
    await pool.end();
  }
}

/** Events. */
const NEARLY = 200;

/** Mailboxes that synchronize every other day are no news here; by the default of four hours all would have been stale for most of the week. */
function patientPolicy(now: number): Append {
  const { id, name, silent, stale, mismatch, pending, suspected } = DEFAULT_POLICY;
  const patient = { ...stale, warningAfterOnMs: 3 * DAY, criticalAfterOnMs: 6 * DAY };
  const thresholds = { silent, stale: patient, mismatch, pending, suspected };
  const data = { id, name, scope: { of: 'everyone' }, thresholds, workingHours: null, by: 'admin', version: 2 };
  return { stream: 'policies', events: [{ type: 'PolicyChanged', observedAt: now - 7 * DAY, data: data as Json }] };
}
