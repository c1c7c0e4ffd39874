import type { ClientBase, Pool } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';

/** The position of the log that the rows are true of. */
export async function readPosition(client: Pool | ClientBase): Promise<number> {
  const { rows } = await client.query({
    name: 'position',
    text: `SELECT position FROM ${READ_SCHEMA}.progress WHERE partition = 0`,
  });
  return Number(rows[0]?.position ?? 0);
}
