import type { Pool } from 'pg';
import type { Instant } from '../types.ts';
import { listRanges, rangeSizeOf, type Range } from './ranges.ts';

/** Declares that a snapshot holds all that the events up to this position said. Never goes back. */
export async function markSnapshot(pool: Pool, partition: number, position: number): Promise<void> {
  await pool.query(
    `INSERT INTO log.snapshot_mark AS m (partition, position) VALUES ($1, $2)
     ON CONFLICT (partition) DO UPDATE SET position = GREATEST(m.position, EXCLUDED.position)`,
    [partition, position],
  );
}

/**
 * Drops the oldest ranges of events, whole ones only, and only while all of this holds in every log partition:
 * 1. the range is full, and its last event was recorded before the given time;
 * 2. every consumer's checkpoint, also of one that is being rebuilt, lies beyond it, and none of its events is parked;
 * 3. a snapshot mark lies beyond it.
 * The keys of dropped appends go too, but each epoch keeps its first and its last, so that writers still resume where they were.
 */
export async function dropOldRanges(pool: Pool, { recordedBefore }: { recordedBefore: Instant }): Promise<Range[]> {
  const size = await rangeSizeOf(pool);
  const dropped: Range[] = [];
  for (const range of await listRanges(pool)) {
    const last = range.from + size - 1;
    if (!(await mayDrop(pool, range.from, last, recordedBefore))) break;
    // The floor first: from now on a consumer that needs these events is told so, instead of finding a hole.
    await pool.query('UPDATE log.head SET floor = $1 WHERE floor < $1', [last]);
    await pool.query(`ALTER TABLE log.events DETACH PARTITION log.${range.table} CONCURRENTLY`);
    await pool.query(`DROP TABLE log.${range.table}`);
    await pool.query(FORGET_KEYS, [last]);
    dropped.push(range);
  }
  return dropped;
}

async function mayDrop(pool: Pool, first: number, last: number, recordedBefore: Instant): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT bool_and(
       h.position > $2
       AND COALESCE((SELECT e.recorded_at < $3 FROM log.events e WHERE e.partition = h.partition AND e.position = $2), false)
       AND NOT EXISTS (SELECT 1 FROM log.checkpoint c WHERE c.source = h.partition AND c.position < $2 AND c.state <> 'retired')
       AND NOT EXISTS (SELECT 1 FROM log.parked p WHERE p.source = h.partition AND p.position BETWEEN $1 AND $2)
       AND EXISTS (SELECT 1 FROM log.snapshot_mark m WHERE m.partition = h.partition AND m.position >= $2)
     ) AS may FROM log.head h`,
    [first, last, recordedBefore],
  );
  return rows[0].may === true;
}

const SIBLING = 's.partition = k.partition AND s.stream = k.stream AND s.epoch = k.epoch';
const FORGET_KEYS = `
  DELETE FROM log.append_key k WHERE position <= $1
    AND EXISTS (SELECT 1 FROM log.append_key s WHERE ${SIBLING} AND s.seq < k.seq)
    AND EXISTS (SELECT 1 FROM log.append_key s WHERE ${SIBLING} AND s.seq > k.seq)`;
