import { STATUSES, type FleetChangeView, type FleetFigures, type Status } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { rankOf, statusOf } from '../projections/status-rank.ts';
import { spansAt, spanValues } from './fleet.queries.ts';
import { iso, isoOrNull } from './instants.ts';
import { noReplicas } from './status-history.ts';

type Reader = Pick<ClientBase, 'query'>;

/** How far back a status that nobody has is sought: beyond that, "long ago" is all there is to say. */
const SOUGHT_MS = 7 * 86_400_000;

/** What the fleet was at `from`, and when the statuses that nobody has at `at` were last there. */
export async function fleetChange(client: Reader, from: number, at: number): Promise<FleetChangeView> {
  const then = await countsAt(client, from);
  const now = await countsAt(client, at);
  const lastSeen = {} as Record<Status, string | null>;
  for (const status of STATUSES) lastSeen[status] = now[status] > 0 ? null : await lastTurn(client, status, at);
  const known = STATUSES.some((status) => then[status] > 0);
  return { from: iso(from), statuses: known ? then : null, lastSeen };
}

async function countsAt(client: Reader, at: number): Promise<Record<Status, number>> {
  const { rows } = await client.query<{ status: number; replicas: number }>(
    `SELECT status, count(*)::int AS replicas FROM (${spansAt(undefined)}) s GROUP BY 1`,
    spanValues(at, undefined),
  );
  const counts = noReplicas();
  for (const { status, replicas } of rows) counts[statusOf(status)] = replicas;
  return counts;
}

/** Along the ends of spans, newest first, so that what ended lately is found at once. */
async function lastTurn(client: Reader, status: Status, at: number): Promise<string | null> {
  const { rows } = await client.query<{ until: string }>(
    `SELECT until FROM ${READ_SCHEMA}.status_span
     WHERE partition = 0 AND until <= $1 AND until > $2 AND status = $3 AND known_to = ${FOREVER} ORDER BY until DESC LIMIT 1`,
    [at, at - SOUGHT_MS, rankOf(status)],
  );
  return isoOrNull(rows[0]?.until ?? null);
}

export async function fleetFigures(client: Reader): Promise<FleetFigures> {
  const list = `${READ_SCHEMA}.replica_list WHERE partition = 0`;
  const counted = await client.query(
    `SELECT count(DISTINCT mailbox)::int AS mailboxes, count(*)::int AS replicas, coalesce(sum(folders), 0)::int AS folders,
       sum(items_behind)::bigint AS behind FROM ${list}`,
  );
  const last = await client.query(
    `SELECT replica, mailbox, server, last_reported_at FROM ${list} AND last_reported_at IS NOT NULL
     ORDER BY last_reported_at DESC, replica LIMIT 1`,
  );
  const incident = await client.query<{ ended: string | null }>(
    `SELECT max(closed_at) AS ended FROM ${READ_SCHEMA}.incident
     WHERE partition = 0 AND closed_at < ${FOREVER} AND merged_into IS NULL`,
  );
  const { mailboxes, replicas, folders, behind } = counted.rows[0];
  const newest = last.rows[0];
  return {
    mailboxes,
    replicas,
    folders,
    itemsBehind: behind === null ? null : Number(behind),
    lastIncidentEndedAt: isoOrNull(incident.rows[0]!.ended),
    lastReport: newest
      ? { replica: newest.replica, mailbox: newest.mailbox, server: newest.server, at: iso(newest.last_reported_at) }
      : null,
  };
}
