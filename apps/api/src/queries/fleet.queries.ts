import { STATUSES, type FeedEntry, type FleetView, type IncidentView } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { openIncidents } from './incidents.query.ts';
import { iso, isoOrNull } from './instants.ts';
import { noReplicas } from './status-history.ts';

type Reader = Pick<ClientBase, 'query'>;

const MINUTE = 60_000;

export async function fleet(client: Reader): Promise<FleetView> {
  const progress = await client.query({
    name: 'progress',
    text: `SELECT position, last_reported_at FROM ${READ_SCHEMA}.progress WHERE partition = 0`,
  });
  const counted = await client.query({
    name: 'fleet-count',
    text: `SELECT status, silence, replicas FROM ${READ_SCHEMA}.fleet_count WHERE partition = 0`,
  });
  const { position = 0, last_reported_at: lastReportedAt = null } = progress.rows[0] ?? {};
  return toFleetView(counted.rows, await openIncidents(client), lastReportedAt, String(position));
}

/** As it was at `at`, from the spans of status; with `knownAt`, from those that we believed in then. */
export async function fleetAt(client: Reader, at: number, knownAt: number | undefined): Promise<FleetView> {
  const { rows } = await client.query(
    `SELECT status, coalesce(silence, '') AS silence, count(*)::int AS replicas FROM (${spansAt(knownAt)}) s GROUP BY 1, 2`,
    spanValues(at, knownAt),
  );
  const progress = await client.query(`SELECT position FROM ${READ_SCHEMA}.progress WHERE partition = 0`);
  // What was known of reports at a moment no row says; unknown is better than nearly.
  const reported = knownAt === undefined ? await lastReportBefore(client, at) : null;
  return toFleetView(rows, await openIncidents(client, { at, knownAt }), reported, String(progress.rows[0].position));
}

/** The newest report of the newest minute whose newest is not later: within the minute of `at` an older one may be passed over. */
async function lastReportBefore(client: Reader, at: number): Promise<string | null> {
  const { rows } = await client.query<{ last_at: string }>(
    `SELECT last_at FROM ${READ_SCHEMA}.report_minute
     WHERE partition = 0 AND minute <= $1 AND last_at <= $2 ORDER BY minute DESC LIMIT 1`,
    [Math.floor(at / MINUTE), at],
  );
  return rows[0]?.last_at ?? null;
}

/** The span that each replica was in at $1, by what is known now, or was known at $2. */
export function spansAt(knownAt: number | undefined): string {
  return knownAt === undefined
    ? `SELECT replica, status, silence, since FROM ${READ_SCHEMA}.status_span
       WHERE partition = 0 AND since <= $1 AND until > $1 AND known_to = ${FOREVER}`
    : `SELECT DISTINCT ON (replica) replica, status, silence, since FROM ${READ_SCHEMA}.status_span
       WHERE partition = 0 AND since <= $1 AND known_from <= $2 AND known_to > $2 ORDER BY replica, since DESC, position DESC`;
}

export function spanValues(at: number, knownAt: number | undefined): number[] {
  return knownAt === undefined ? [at] : [at, knownAt];
}

function toFleetView(
  counted: readonly { status: number; silence: string; replicas: number }[],
  incidents: readonly IncidentView[],
  lastReportAt: string | null,
  cursor: string,
): FleetView {
  const statuses = noReplicas();
  const silence = { late: 0, missing: 0, neverReported: 0 };
  for (const { status, silence: kind, replicas } of counted) {
    statuses[statusOf(status)] += replicas;
    if (kind === 'late') silence.late += replicas;
    if (kind === 'missing') silence.missing += replicas;
    if (kind === 'never-reported') silence.neverReported += replicas;
  }
  const total = STATUSES.reduce((sum, status) => sum + statuses[status], 0);
  return { total, statuses, silence, incidents, lastReportAt: isoOrNull(lastReportAt), cursor };
}

/** What turned, newest first. What a replica was when it was first seen is not a turn. */
export async function feed(
  client: Reader,
  { limit, until, after }: { limit: number; until?: number; after?: number },
): Promise<FeedEntry[]> {
  const { rows } = await client.query(
    `SELECT s.position, s.since, s.replica, l.mailbox, s.status, s.text
     FROM ${READ_SCHEMA}.status_span s JOIN ${READ_SCHEMA}.replica_list l ON l.partition = s.partition AND l.replica = s.replica
     WHERE s.partition = 0 AND s.position > $1 AND s.since <= $2 AND s.before IS NOT NULL AND s.known_to = ${FOREVER}
     ORDER BY s.since DESC, s.position DESC LIMIT $3`,
    [after ?? 0, until ?? FOREVER, limit],
  );
  return rows.map((row) => ({
    // One fact can end a silence and begin the next thing, so a position alone is no name.
    cursor: `${row.position}-${row.since}`,
    at: iso(row.since),
    replica: row.replica,
    mailbox: row.mailbox,
    status: statusOf(row.status),
    text: row.text,
  }));
}
