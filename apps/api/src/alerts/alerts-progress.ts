import type { ClientBase, Pool } from 'pg';

/** How far the rows of alerts are, and which making of the tables they are in. */
export interface AlertsProgress {
  readonly generation: string;
  readonly shape: number;
  readonly position: number;
  /** When, with no news, there is something to decide; null: never. */
  readonly dueAt: number | null;
  /** The moment that the rows have come to: what falls due counts from it. Null: none yet, or it was not asked for. */
  readonly at: number | null;
}

export async function lockAlertsProgress(client: ClientBase, schema: string): Promise<AlertsProgress> {
  const { rows } = await client.query({
    name: `${schema}-progress-lock`,
    text: `SELECT generation, shape, position, due_at FROM ${schema}.progress WHERE partition = 0 FOR NO KEY UPDATE`,
  });
  return toProgress(rows[0]);
}

export async function moveAlertsProgress(
  client: ClientBase,
  schema: string,
  position: number,
  dueAt: number | null,
): Promise<void> {
  await client.query({
    name: `${schema}-progress-move`,
    text: `UPDATE ${schema}.progress SET position = $1, due_at = $2 WHERE partition = 0`,
    values: [position, dueAt],
  });
}

/** Null: there are no such tables. */
export async function readAlertsProgress(client: ClientBase | Pool, schema: string): Promise<AlertsProgress | null> {
  const { rows: found } = await client.query(`SELECT to_regclass($1) IS NOT NULL AS there`, [`${schema}.progress`]);
  if (!found[0].there) return null;
  const { rows } = await client.query(
    `SELECT generation, shape, position, due_at, (SELECT value::json ->> 'at' FROM ${schema}.kept WHERE name = 'rest') AS at
     FROM ${schema}.progress WHERE partition = 0`,
  );
  return rows[0] ? toProgress(rows[0]) : null;
}

function toProgress(row: {
  generation: string;
  shape: number;
  position: string;
  due_at: string | null;
  at?: string | null;
}): AlertsProgress {
  return {
    generation: row.generation,
    shape: row.shape,
    position: Number(row.position),
    dueAt: row.due_at === null ? null : Number(row.due_at),
    at: row.at == null ? null : Number(row.at),
  };
}
