import type { FleetExpectedView } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { END_TO_MS } from '../projections/list-values.ts';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { iso } from './instants.ts';

type Reader = Pick<ClientBase, 'query'>;

/** What of the fleet is expected to be so, and until when: from what the folds have counted, and no replica's row. */
export async function fleetExpected(client: Reader): Promise<FleetExpectedView> {
  const { rows: maintained } = await client.query<{ silent: number }>({
    name: 'silent-in-maintenance',
    text: `SELECT count(*)::int AS silent FROM ${ALERTS_SCHEMA}.alert
           WHERE until = ${FOREVER} AND maintained AND rule = 'silent' AND status IN ('pending', 'firing')`,
  });
  const { rows: ends } = await client.query<{ last: string | null; unknown: number }>({
    name: 'last-end',
    text: `SELECT max(value::bigint) FILTER (WHERE value <> '') AS last,
             coalesce(sum(replicas) FILTER (WHERE value = ''), 0)::int AS unknown
           FROM ${READ_SCHEMA}.value_count WHERE partition = 0 AND kind = 'end'`,
  });
  const { last, unknown } = ends[0]!;
  return {
    silentInMaintenance: maintained[0]!.silent,
    lastEnd: last === null ? null : iso(Number(last) * END_TO_MS),
    endsUnknown: unknown,
  };
}
