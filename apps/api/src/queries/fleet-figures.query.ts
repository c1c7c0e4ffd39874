import type { FleetFigures } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { isUuid } from '../web/uuid.ts';
import { iso, isoOrNull } from './instants.ts';
import { sizesCounted } from './value-counts.ts';

type Reader = Pick<ClientBase, 'query'>;

const LIST = `${READ_SCHEMA}.replica_list`;

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

/** So many facts hold the newest report, unless it waited in a spool and much else has come since. */
const LAST_FACTS = 500;

/** No index tells who reported last, or each report would write it. So those are looked at of whom there was news last, and all if it was none of them. */
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
  const newest = await newestOf(client, streams.filter(isUuid));
  return newest?.at === iso(last) ? newest : newestOf(client, null);
}

/** Of these replicas; null: of all. */
async function newestOf(client: Reader, replicas: readonly string[] | null): Promise<FleetFigures['lastReport']> {
  const { rows } = await client.query<{
    replica: string;
    mailbox: string;
    server: string | null;
    last_reported_at: string;
  }>(
    `SELECT replica, mailbox, server, last_reported_at FROM ${LIST}
     WHERE partition = 0 AND last_reported_at IS NOT NULL ${replicas === null ? '' : 'AND replica = ANY ($1::uuid[])'}
     ORDER BY last_reported_at DESC, replica LIMIT 1`,
    replicas === null ? [] : [replicas],
  );
  const newest = rows[0];
  if (newest === undefined) return null;
  const { replica, mailbox, server, last_reported_at: at } = newest;
  return { replica, mailbox, server, at: iso(at) };
}
