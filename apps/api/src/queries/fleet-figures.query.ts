import type { FleetFigures } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { isUuid } from '../web/uuid.ts';
import { iso, isoOrNull } from './instants.ts';
import { sizesCounted } from './value-counts.ts';

type Reader = Pick<ClientBase, 'query'>;

/** How large the fleet is, without looking at each replica's row. */
export async function fleetFigures(client: Reader, store: Pick<EventStore, 'changedStreams'>): Promise<FleetFigures> {
  const { rows: counted } = await client.query<{ mailboxes: number; replicas: number }>({
    name: 'fleet-size',
    text: `SELECT (SELECT count(*)::int FROM ${READ_SCHEMA}.mailbox WHERE partition = 0) AS mailboxes,
             (SELECT coalesce(sum(replicas), 0)::int FROM ${READ_SCHEMA}.fleet_count WHERE partition = 0) AS replicas`,
  });
  const { rows: incident } = await client.query<{ ended: string | null }>({
    name: 'last-incident-ended',
    text: `SELECT max(closed_at) AS ended FROM ${READ_SCHEMA}.incident
           WHERE partition = 0 AND closed_at < ${FOREVER} AND merged_into IS NULL`,
  });
  const { mailboxes, replicas } = counted[0]!;
  const { folders, behind } = await sizesCounted(client);
  return {
    mailboxes,
    replicas,
    folders: folders.sum,
    itemsBehind: behind.replicas === 0 ? null : behind.sum,
    itemsBehindUnknown: replicas - behind.replicas,
    lastIncidentEndedAt: isoOrNull(incident[0]!.ended),
    lastReport: await lastReport(client, store),
  };
}

/** So many facts hold the newest report, unless it waited in a spool or much else has come since. */
const LAST_FACTS = 500;

/** No index tells who reported last, or each report would write it. So those are looked at first of whom there was news last. Null: of those that are enrolled none did. */
async function lastReport(
  client: Reader,
  store: Pick<EventStore, 'changedStreams'>,
): Promise<FleetFigures['lastReport']> {
  const { rows } = await client.query<{ position: string; last: string | null }>({
    name: 'last-reported',
    text: `SELECT position, last_reported_at AS last FROM ${READ_SCHEMA}.progress WHERE partition = 0`,
  });
  const { position, last } = rows[0] ?? { position: '0', last: null };
  if (last === null) return null;
  const upTo = Number(position);
  const streams = await store.changedStreams({ after: upTo - LAST_FACTS, upTo, limit: LAST_FACTS });
  return (await whoReported(client, last, streams.filter(isUuid))) ?? (await whoReported(client, last, null));
}

/** Of these replicas; null: of all. */
async function whoReported(
  client: Reader,
  at: string,
  replicas: readonly string[] | null,
): Promise<FleetFigures['lastReport']> {
  const { rows } = await client.query<{ replica: string; mailbox: string; server: string | null }>(
    `SELECT replica, mailbox, server FROM ${READ_SCHEMA}.replica_list
     WHERE partition = 0 AND last_reported_at = $1 ${replicas === null ? '' : 'AND replica = ANY ($2::uuid[])'} LIMIT 1`,
    replicas === null ? [at] : [at, replicas],
  );
  return rows[0] ? { ...rows[0], at: iso(at) } : null;
}
