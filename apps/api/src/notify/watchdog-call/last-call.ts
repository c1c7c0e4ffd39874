import type { Pool } from 'pg';

type Instant = number;

export interface LastCall {
  /** Of the settings that it was made by. */
  readonly version: number;
  readonly dueAt: Instant;
  readonly called: { readonly at: Instant; readonly ok: boolean; readonly ms: number; readonly answer: string } | null;
  readonly silent: { readonly since: Instant; readonly why: string } | null;
}

export async function readLastCall(pool: Pool): Promise<LastCall | null> {
  const { rows } = await pool.query(`SELECT * FROM watchdog_call`);
  const [row] = rows;
  if (!row) return null;
  return {
    version: row.version,
    dueAt: Number(row.due_at),
    called: row.called_at === null ? null : { at: Number(row.called_at), ok: row.ok, ms: row.ms, answer: row.answer },
    silent: row.silent_since === null ? null : { since: Number(row.silent_since), why: row.silent_why },
  };
}

export async function noteCall(
  pool: Pool,
  version: number,
  dueAt: Instant,
  { at, ok, ms, answer }: NonNullable<LastCall['called']>,
): Promise<void> {
  await pool.query(
    `INSERT INTO watchdog_call (version, due_at, called_at, ok, ms, answer) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (only_one) DO UPDATE SET version = $1, due_at = $2, called_at = $3, ok = $4, ms = $5, answer = $6,
       silent_since = NULL, silent_why = NULL`,
    [version, dueAt, at, ok, ms, answer],
  );
}

/** It stays due; since when there is silence is not moved by another reason. */
export async function noteSilence(pool: Pool, version: number, now: Instant, why: string): Promise<void> {
  await pool.query(
    `INSERT INTO watchdog_call AS c (version, due_at, silent_since, silent_why) VALUES ($1, $2::bigint, $2::bigint, $3)
     ON CONFLICT (only_one) DO UPDATE SET silent_since = coalesce(c.silent_since, $2::bigint), silent_why = $3`,
    [version, now, why],
  );
}
