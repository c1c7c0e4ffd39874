import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const FOREVER = 8_640_000_000_000_000;

/** One message that opened a group: how long after the first of its alerts fired its first byte came, the wait taken off. */
export interface Opening {
  readonly key: string;
  readonly beyondWaitMs: number;
  readonly alerts: number;
}

/** Of those whose first byte has come, and that were made since. */
export async function openings(
  pool: pg.Pool,
  arrived: ReadonlyMap<string, number>,
  since: number,
  waitMs: number,
): Promise<Opening[]> {
  const { rows } = await pool.query<{ key: string; fired_at: string; alerts: number }>(
    `SELECT o.key, cardinality(o.alerts) AS alerts, min((a.state::json ->> 'firedAt')::bigint) AS fired_at
     FROM alerts.outbox o JOIN alerts.alert a ON a.id = ANY (o.alerts) AND a.until = ${FOREVER}
     WHERE o.kind = 'firing' AND o.made_at >= $1 GROUP BY o.key, o.alerts`,
    [since],
  );
  return rows.flatMap(({ key, fired_at: firedAt, alerts }) => {
    const at = arrived.get(key);
    return at === undefined ? [] : [{ key, alerts, beyondWaitMs: at - Number(firedAt) - waitMs }];
  });
}

export interface Standing {
  /** That came to fire since. */
  readonly fired: number;
  /** Kept quiet by a cause that is told of. */
  readonly quiet: number;
  /** Neither told nor kept quiet. */
  readonly untold: number;
  /** Messages that wait to be sent. */
  readonly waiting: number;
  readonly messages: number;
}

export async function standing(pool: pg.Pool, since: number): Promise<Standing> {
  const { rows } = await pool.query<Standing>(
    `WITH fired AS (
       SELECT a.id, a.suppressed, EXISTS (SELECT 1 FROM alerts.told t WHERE t.alert = a.id) AS told
       FROM alerts.alert a WHERE a.until = ${FOREVER} AND (a.state::json ->> 'firedAt')::bigint >= $1)
     SELECT count(*)::int AS fired,
            count(*) FILTER (WHERE suppressed AND NOT told)::int AS quiet,
            count(*) FILTER (WHERE NOT suppressed AND NOT told)::int AS untold,
            (SELECT count(*)::int FROM alerts.outbox WHERE state = 'waiting') AS waiting,
            (SELECT count(*)::int FROM alerts.outbox WHERE made_at >= $1) AS messages
     FROM fired`,
    [since],
  );
  return rows[0]!;
}

/** Until so many have fired and nobody waits to be told; throws when that takes too long. */
export async function allTold(pool: pg.Pool, since: number, atLeast: number, withinMs: number): Promise<Standing> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const now = await standing(pool, since);
    if (now.fired >= atLeast && now.untold === 0 && now.waiting === 0) return now;
    if (Date.now() > giveUpAt) throw new Error(`Not all are told after ${withinMs} ms: ${JSON.stringify(now)}`);
    await pause(250);
  }
}
