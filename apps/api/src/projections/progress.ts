import type { ClientBase, Pool } from 'pg';

/** How far the rows are, and which making of the tables they are in. */
export interface Progress {
  readonly generation: string;
  readonly position: number;
}

/**
 * The first statement of each batch. Its commit need not wait for the disk: what a crash takes back is folded again from the log, and
 * rows and checkpoint go back together. That spares a flush a batch, and leaves the disk to the reports.
 */
export async function lockProgress(client: ClientBase, schema: string): Promise<Progress> {
  const { rows } = await client.query({
    name: `${schema}-progress-lock`,
    text: `SELECT generation, position, set_config('synchronous_commit', 'off', true)
           FROM ${schema}.progress WHERE partition = 0 FOR NO KEY UPDATE`,
  });
  return { generation: rows[0].generation, position: Number(rows[0].position) };
}

export async function moveProgress(
  client: ClientBase,
  schema: string,
  position: number,
  lastReportedAt: number | null,
): Promise<void> {
  await client.query({
    name: `${schema}-progress-move`,
    text: `UPDATE ${schema}.progress SET position = $1, last_reported_at = greatest(last_reported_at, $2::bigint) WHERE partition = 0`,
    values: [position, lastReportedAt],
  });
}

/** Null: there are no such tables. `shape`: of the code that made them. */
export async function readProgress(
  client: ClientBase | Pool,
  schema: string,
): Promise<{ position: number; shape: number } | null> {
  const { rows: found } = await client.query(`SELECT to_regclass($1) IS NOT NULL AS there`, [`${schema}.progress`]);
  if (!found[0].there) return null;
  const { rows } = await client.query(`SELECT position, shape FROM ${schema}.progress WHERE partition = 0`);
  return { position: Number(rows[0].position), shape: rows[0].shape };
}
