import { decidedTries, ENOUGH_TRIES, type FixArticleView, type FixFares } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { openIncidents } from '../queries/incidents.query.ts';

export interface Fares {
  readonly fares: FixFares;
  readonly byClient: FixArticleView['byClient'];
}

export const NO_FARES: Fares = {
  fares: {
    open: 0,
    tried: 0,
    confirmed: 0,
    failed: 0,
    relapsed: 0,
    waiting: 0,
    medianMsToConfirm: null,
    enough: false,
  },
  byClient: [],
};

/**
 * How each fix fares here, by its id: of all its lives, and of those on each client and version where it was tried, the most tried first. What is open
 * on a retired replica is not counted, since nobody will try it; what was tried there is. `at`: by what had happened by then, with all that
 * is known today; left out, by all that happened.
 */
export async function fixFares(client: ClientBase, at: number = FOREVER): Promise<ReadonlyMap<string, Fares>> {
  const { rows } = await client.query<Row>({
    name: 'fix-fares',
    text: `SELECT life.fix, life.client_name, life.client_version, grouping(life.client_name) = 1 AS whole,
             count(*) FILTER (WHERE life.status = 'suggested' AND listed.replica IS NOT NULL)::int AS open,
             count(life.tried_at)::int AS tried,
             count(*) FILTER (WHERE life.status = 'confirmed')::int AS confirmed,
             count(*) FILTER (WHERE life.status = 'failed')::int AS failed,
             count(*) FILTER (WHERE life.status = 'relapsed')::int AS relapsed,
             count(*) FILTER (WHERE life.status = 'tried')::int AS waiting,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY life.confirmed_at - life.tried_at)
               FILTER (WHERE life.confirmed_at IS NOT NULL) AS median
           FROM (${LIVES_AT}) life
           LEFT JOIN ${READ_SCHEMA}.replica_list listed ON listed.partition = 0 AND listed.replica = life.replica
           GROUP BY GROUPING SETS ((life.fix), (life.fix, life.client_name, life.client_version))
           ORDER BY tried DESC, life.client_name, life.client_version`,
    values: [at],
  });
  const found = new Map<string, { fares: FixFares; byClient: FixArticleView['byClient'][number][] }>();
  const of = (fix: string) => {
    if (!found.has(fix)) found.set(fix, { fares: NO_FARES.fares, byClient: [] });
    return found.get(fix)!;
  };
  for (const row of rows) {
    if (row.whole) of(row.fix).fares = toFares(row);
    else if (row.tried > 0)
      of(row.fix).byClient.push({ client: row.client_name, version: row.client_version, ...toFares(row) });
  }
  // What an incident calls for is suggested once for all, and no life of any one replica.
  for (const { cause, replicas } of await openIncidents(client, at === FOREVER ? {} : { at })) {
    const known = of(cause);
    known.fares = { ...known.fares, open: known.fares.open + replicas };
  }
  return found;
}

/** The lives that had begun by $1, as they stood then: each turn of a life has its time, and what came later is left out. */
const LIVES_AT = `
  SELECT replica, fix, client_name, client_version,
    CASE WHEN tried_at <= $1 THEN tried_at END AS tried_at,
    CASE WHEN confirmed_at <= $1 THEN confirmed_at END AS confirmed_at,
    CASE WHEN turned_at <= $1 THEN status WHEN confirmed_at <= $1 THEN 'confirmed' WHEN tried_at <= $1 THEN 'tried' ELSE 'suggested' END AS status
  FROM ${READ_SCHEMA}.fix_life WHERE partition = 0 AND least(suggested_at, tried_at) <= $1`;

interface Row {
  readonly fix: string;
  readonly client_name: string | null;
  readonly client_version: string | null;
  /** Of all clients together. */
  readonly whole: boolean;
  readonly open: number;
  readonly tried: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly relapsed: number;
  readonly waiting: number;
  readonly median: number | null;
}

function toFares({ open, tried, confirmed, failed, relapsed, waiting, median }: Row): FixFares {
  return {
    open,
    tried,
    confirmed,
    failed,
    relapsed,
    waiting,
    medianMsToConfirm: median === null ? null : Math.round(median),
    enough: decidedTries({ tried, waiting }) >= ENOUGH_TRIES,
  };
}
