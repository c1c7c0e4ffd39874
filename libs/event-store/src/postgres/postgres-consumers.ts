import type { Pool, PoolClient } from 'pg';
import type { ConsumerId, ConsumerStorage } from '../event-store.ts';
import { inTransaction } from './transaction.ts';

const keyOf = ({ partition, consumer, source }: ConsumerId) => [partition, consumer, source];
const SELF = 'partition = $1 AND consumer = $2 AND source = $3';

export function postgresConsumers(pool: Pool): ConsumerStorage<PoolClient> {
  return {
    async checkpoint(id, beside) {
      await pool.query(
        `INSERT INTO log.checkpoint (partition, consumer, source, position, timeline, state)
         SELECT $1, $2, $3, 0, timeline, $4 FROM log.identity ON CONFLICT DO NOTHING`,
        [...keyOf(id), beside ? 'building' : 'live'],
      );
      const { rows } = await pool.query(
        `SELECT c.position, c.timeline, c.state, i.timeline AS log_timeline, h.floor
         FROM log.checkpoint c, log.identity i, log.head h
         WHERE c.partition = $1 AND c.consumer = $2 AND c.source = $3 AND h.partition = $3`,
        keyOf(id),
      );
      if (!rows[0]) throw new Error(`There is no log partition ${id.source}; migrate the store with more partitions.`);
      const { position, timeline, log_timeline: logTimeline, state, floor } = rows[0];
      return { position: Number(position), timeline, logTimeline, retired: state === 'retired', floor: Number(floor) };
    },

    transaction: (work) => inTransaction(pool, work),

    async advance(tx, id, from, to) {
      const { rowCount } = await tx.query({
        name: 'log-advance',
        text: `UPDATE log.checkpoint SET position = $5 WHERE ${SELF} AND position = $4 AND state <> 'retired'`,
        values: [...keyOf(id), from, to],
      });
      return rowCount === 1;
    },

    async lease(id, holder, now, until) {
      const { rowCount } = await pool.query(
        `INSERT INTO log.lease AS l (partition, consumer, source, holder, until) VALUES ($1, $2, $3, $4, $6)
         ON CONFLICT (partition, consumer, source) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
         WHERE l.holder = EXCLUDED.holder OR l.until <= $5`,
        [...keyOf(id), holder, now, until],
      );
      return rowCount === 1;
    },

    async release(id, holder) {
      await pool.query(`DELETE FROM log.lease WHERE ${SELF} AND holder = $4`, [...keyOf(id), holder]);
    },

    async park(tx, id, { position, stream, type }, reason, at) {
      await tx.query(
        `INSERT INTO log.parked (partition, consumer, source, position, stream, type, reason, parked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (partition, consumer, source, position) DO UPDATE SET reason = EXCLUDED.reason, parked_at = EXCLUDED.parked_at`,
        [...keyOf(id), position, stream, type, reason.replaceAll('\u0000', ''), at],
      );
    },

    async parked(id) {
      const { rows } = await pool.query(
        `SELECT position, stream, type, reason, parked_at FROM log.parked WHERE ${SELF} ORDER BY position`,
        keyOf(id),
      );
      return rows.map(({ position, stream, type, reason, parked_at: parkedAt }) => ({
        position: Number(position),
        stream,
        type,
        reason,
        parkedAt: Number(parkedAt),
      }));
    },

    async unpark(tx, id, position) {
      const { rowCount } = await tx.query(`DELETE FROM log.parked WHERE ${SELF} AND position = $4`, [
        ...keyOf(id),
        position,
      ]);
      return rowCount === 1;
    },
  };
}
