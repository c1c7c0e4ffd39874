import type { FleetValues, ValueCount } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';

/** A label with more values, such as a person's name, is sought and not chosen. */
const MOST_VALUES = 200;
const LIST = `${READ_SCHEMA}.replica_list`;

/** What the list can be narrowed by: each value that some replica has, and how many have it. */
export async function fleetValues(client: Pick<ClientBase, 'query'>): Promise<FleetValues> {
  const counted = async (of: string, from = LIST) => {
    const { rows } = await client.query<ValueCount>(
      `SELECT ${of} AS value, count(*)::int AS replicas FROM ${from} WHERE partition = 0 AND ${of} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
       LIMIT 1000`,
    );
    return rows;
  };
  const clients = await client.query<FleetValues['clients'][number]>(
    `SELECT client_name AS name, client_version AS version, count(*)::int AS replicas FROM ${LIST}
     WHERE partition = 0 AND client_name IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 1000`,
  );
  const labels = await client.query<ValueCount>(
    `SELECT value, replicas FROM (
       SELECT name || ':' || said AS value, replicas, count(*) OVER (PARTITION BY name) AS "values" FROM (
         SELECT name, said, count(*)::int AS replicas FROM ${LIST}, jsonb_each_text(labels) AS one (name, said)
         WHERE partition = 0 GROUP BY 1, 2) each) counted
     WHERE "values" <= ${MOST_VALUES} ORDER BY split_part(value, ':', 1), replicas DESC, value LIMIT 2000`,
  );
  return {
    servers: await counted('server'),
    clients: clients.rows,
    policies: await counted('policy'),
    rules: await counted('rule', `${LIST}, jsonb_array_elements_text(rules) AS one (rule)`),
    labels: labels.rows,
  };
}
