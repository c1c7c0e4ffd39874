import { incidentCause, incidentTitle, type IncidentFacts } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { clauses } from './incidents.query.ts';
import type { AsOf } from './parameters.ts';

type Value = (of: unknown) => string;

/** SQL: the replicas that an incident affects; `value` takes a value and says how to name it. */
export function affectedBy(incident: string, value: Value, asOf: AsOf = {}): string {
  const { holds } = clauses(asOf, value);
  return `SELECT m.replica FROM ${READ_SCHEMA}.incident_member m
          WHERE m.partition = 0 AND m.incident = ${value(incident)} AND ${holds('m')}`;
}

/** SQL: the replicas that some open incident affects. */
export function affectedByAny(value: Value, asOf: AsOf = {}): string {
  const { at, known, holds, isOpen } = clauses(asOf, value);
  return `SELECT m.replica FROM ${READ_SCHEMA}.incident_member m
          JOIN ${READ_SCHEMA}.incident i ON i.partition = 0 AND i.id = m.incident
          WHERE m.partition = 0 AND ${holds('m')} AND ${isOpen('i')}
            AND i.opened_at <= ${at} AND i.opened_known <= ${known} AND (i.merged_into IS NULL OR i.closed_known > ${known})`;
}

export type IncidentMark = Pick<IncidentFacts, 'id' | 'title'>;

/** Of some replicas, those that an open incident explains, each with the one that opened first. */
export async function incidentMarks(
  client: Pick<ClientBase, 'query'>,
  replicas: readonly string[],
  asOf: AsOf = {},
): Promise<ReadonlyMap<string, IncidentMark>> {
  const rows = await incidentsExplaining(client, replicas, asOf);
  return new Map(rows.map(({ replica, id, ...of }) => [replica, { id, title: incidentTitle(of) }]));
}

/** The same, with the diagnosis that leads on each of them. */
export async function incidentCauses(
  client: Pick<ClientBase, 'query'>,
  replicas: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await incidentsExplaining(client, replicas, {});
  return new Map(rows.map(({ replica, scope }) => [replica, incidentCause(scope)]));
}

type Explaining = { readonly replica: string; readonly id: string } & Parameters<typeof incidentTitle>[0];

async function incidentsExplaining(
  client: Pick<ClientBase, 'query'>,
  replicas: readonly string[],
  asOf: AsOf,
): Promise<readonly Explaining[]> {
  if (replicas.length === 0) return [];
  const values: unknown[] = [];
  const value: Value = (of) => `$${values.push(of)}`;
  const { at, known, holds, isOpen } = clauses(asOf, value);
  const { rows } = await client.query<Explaining>(
    `SELECT DISTINCT ON (m.replica) m.replica, i.id, i.scope, i.name, i.symptom FROM ${READ_SCHEMA}.incident_member m
     JOIN ${READ_SCHEMA}.incident i ON i.partition = 0 AND i.id = m.incident
     WHERE m.partition = 0 AND m.replica = ANY (${value(replicas)}::uuid[]) AND ${holds('m')} AND ${isOpen('i')}
       AND i.opened_at <= ${at} AND i.opened_known <= ${known} AND (i.merged_into IS NULL OR i.closed_known > ${known})
     ORDER BY m.replica, i.opened_at`,
    values,
  );
  return rows;
}
