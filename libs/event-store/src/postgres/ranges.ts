import type { Pool } from 'pg';
import { inTransaction } from './transaction.ts';

/** A pool, or one connection. */
type Queryable = Pick<Pool, 'query'>;

/** Sees to it that the range of the newest position and the one after it exist. */
export function ensureRanges(pool: Pool): Promise<number> {
  return inTransaction(pool, (tx) => makeRanges(tx, 0));
}

/**
 * The same within a transaction, for a position that is not the newest yet. Answers up to which position may be written.
 * A range is made apart and attached: that lets readers and writers go on, `CREATE … PARTITION OF` would not.
 */
export async function makeRanges(tx: Queryable, needed: number): Promise<number> {
  // The row is the mutex: two processes must not make the same range.
  await tx.query('SELECT 1 FROM log.identity FOR UPDATE');
  const size = await rangeSizeOf(tx);
  const heads = await tx.query('SELECT min(floor) AS floor, max(position) AS position FROM log.head');
  const { floor, position } = heads.rows[0];
  // What retention dropped must not come back: the floor is the last position of a dropped range.
  const first = Math.floor((Number(floor) + 1) / size);
  const last = Math.floor(Math.max(Number(position), needed) / size) + 1;
  const existing = new Set((await listRanges(tx)).map(({ from }) => from));
  for (let range = first; range <= last; range++) {
    const from = range * size;
    if (existing.has(from)) continue;
    await tx.query(`CREATE TABLE log.${rangeTable(from)} (LIKE log.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
    await tx.query(
      `ALTER TABLE log.events ATTACH PARTITION log.${rangeTable(from)} FOR VALUES FROM (${from}) TO (${from + size})`,
    );
  }
  return (last + 1) * size - 1;
}

export async function rangeSizeOf(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ range_size: string }>('SELECT range_size FROM log.identity');
  return Number(rows[0]!.range_size);
}

export interface Range {
  readonly table: string;
  readonly from: number;
}

export async function listRanges(client: Queryable): Promise<Range[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'log.events'::regclass ORDER BY 1`,
  );
  return rows.map(({ table }) => ({ table, from: Number(table.slice('events_'.length)) }));
}

/** Padded, so that names sort as positions do. */
const rangeTable = (from: number) => `events_${String(from).padStart(16, '0')}`;
