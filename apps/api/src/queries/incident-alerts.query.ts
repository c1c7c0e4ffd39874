import type { IncidentBefore } from '@lockstep/contracts';
import { incidentTitle, type AlertState } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { iso } from './instants.ts';
import type { AsOf } from './parameters.ts';

type Reader = Pick<ClientBase, 'query'>;

const MOST_BEFORE = 5;

/** The alert that tells of each incident, by the incident's id, as it stood by a moment: an alert that came back tells of the newer one since then. */
export async function alertsOfIncidents(
  client: Reader,
  ids: readonly string[],
  { at, knownAt }: AsOf,
): Promise<ReadonlyMap<string, AlertState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ incident: string; state: string }>(
    `SELECT DISTINCT ON (incident) incident, state FROM ${ALERTS_SCHEMA}.alert
     WHERE incident = ANY ($1) AND incident IS NOT NULL AND since <= $2 ORDER BY incident, since DESC`,
    [ids, Math.min(at ?? FOREVER, knownAt ?? FOREVER)],
  );
  return new Map(rows.map(({ incident, state }) => [incident, JSON.parse(state) as AlertState]));
}

/** Those of the same group and symptom that ended before this one began, and what a person said last of each. */
export async function incidentsBefore(
  client: Reader,
  { id, scope, name, symptom }: { id: string; scope: string; name: string; symptom: string },
  asOf: AsOf,
): Promise<IncidentBefore[]> {
  const { rows } = await client.query(
    `SELECT b.id, b.scope, b.name, b.symptom, b.since, b.closed_at, b.most, b.total
     FROM ${READ_SCHEMA}.incident b JOIN ${READ_SCHEMA}.incident i ON i.partition = 0 AND i.id = $1
     WHERE b.partition = 0 AND b.id <> i.id AND b.scope = $2 AND b.name = $3 AND b.symptom = $4 AND b.merged_into IS NULL
       AND b.opened_at < i.opened_at AND b.closed_at <= $5 AND b.closed_known <= $6
     ORDER BY b.opened_at DESC, b.id::bigint DESC LIMIT ${MOST_BEFORE}`,
    [id, scope, name, symptom, asOf.at ?? FOREVER - 1, asOf.knownAt ?? FOREVER - 1],
  );
  const alerts = await alertsOfIncidents(
    client,
    rows.map((row) => row.id),
    asOf,
  );
  return rows.map((row) => {
    const alert = alerts.get(row.id);
    const comment = alert?.comment;
    return {
      id: row.id,
      title: incidentTitle(row),
      since: iso(row.since),
      closedAt: iso(row.closed_at),
      most: row.most,
      total: row.total,
      alert: alert?.id ?? null,
      // What was said of an earlier life stays with the alert; it says nothing of this one.
      said:
        comment && comment.at >= Number(row.since)
          ? { by: comment.by, at: iso(comment.at), text: comment.comment }
          : null,
    };
  });
}
