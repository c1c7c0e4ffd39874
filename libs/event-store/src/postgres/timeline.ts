import type { Pool } from 'pg';
import { inTransaction } from './transaction.ts';

/** Names this log from its beginning, or from its last restore on. Whoever remembers positions should remember this too. */
export async function timelineOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query('SELECT timeline FROM log.identity');
  return rows[0].timeline;
}

/** Shuts out every writer that runs now, in all processes; they must be restarted. */
export async function fenceWriters(pool: Pool): Promise<void> {
  await pool.query('UPDATE log.head SET epoch = epoch + 1');
}

/**
 * To be called once after a restore from a backup. Writers from before are shut out. Checkpoints that came back with the log
 * still fit it and go on; one that is ahead of the log (its rows were not restored) keeps its old timeline, and its consumer
 * refuses to run until it is rebuilt.
 */
export async function startNewTimeline(pool: Pool): Promise<string> {
  return inTransaction(pool, async (tx) => {
    await tx.query('UPDATE log.head SET epoch = epoch + 1');
    const { rows } = await tx.query('UPDATE log.identity SET timeline = gen_random_uuid() RETURNING timeline');
    const timeline: string = rows[0].timeline;
    await tx.query(
      `UPDATE log.checkpoint c SET timeline = $1 FROM log.head h WHERE h.partition = c.source AND c.position <= h.position`,
      [timeline],
    );
    return timeline;
  });
}
