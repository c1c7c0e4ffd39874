import type { Pool } from 'pg';
import type { Instant } from '../types.ts';

export interface ConsumerLag {
  readonly consumer: string;
  /** The log partition that it reads. */
  readonly source: number;
  readonly position: number;
  /** The newest event. */
  readonly head: number;
  readonly behindEvents: number;
  /** How long the oldest event that it has not handled has been waiting; 0 when there is none. It grows while nothing moves. */
  readonly behindMs: number;
  readonly parkedCount: number;
}

/** Asks the database, not the runners: a consumer that nobody runs shows its lag as well. */
export async function consumerLags(pool: Pool, now: Instant): Promise<ConsumerLag[]> {
  const { rows } = await pool.query(
    `SELECT c.consumer, c.source, c.position, h.position AS head, h.recorded_at AS newest_at, e.recorded_at AS waiting_since,
            (SELECT count(*) FROM log.parked p
             WHERE p.partition = c.partition AND p.consumer = c.consumer AND p.source = c.source) AS parked
     FROM log.checkpoint c
     JOIN log.head h ON h.partition = c.source
     LEFT JOIN log.events e ON e.partition = c.source AND e.position = c.position + 1
     WHERE c.state <> 'retired' ORDER BY c.consumer, c.source`,
  );
  return rows.map((row) => {
    const position = Number(row.position);
    const head = Number(row.head);
    const waitingSince = row.waiting_since ?? row.newest_at;
    return {
      consumer: row.consumer,
      source: row.source,
      position,
      head,
      behindEvents: Math.max(0, head - position),
      behindMs: head > position && waitingSince !== null ? Math.max(0, now - Number(waitingSince)) : 0,
      parkedCount: Number(row.parked),
    };
  });
}
