import type { FeedEntry, FleetView, FolderRow, ReplicaRow, ReplicaView } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase, Pool } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { feed, fleet } from '../queries/fleet.queries.ts';
import { INCIDENTS, isOfReplica } from '../projections/streams.ts';
import { readPosition } from '../queries/position.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { replicaNow } from '../queries/replica-now.ts';
import { replicaRows } from '../queries/replica-list.query.ts';

/** The rows as they stand at one position. */
export interface LiveSnapshot {
  readonly position: number;
  /** Replicas with news after a position, up to this snapshot's. */
  changed(after: number, limit: number): Promise<string[]>;
  /** Of these replicas, those of an incident with news after a position: others joined or left it, or it is over. */
  ofChangedIncidents(after: number, replicas: readonly string[]): Promise<string[]>;
  rows(replicas: readonly string[]): Promise<ReplicaRow[]>;
  fleet(): Promise<FleetView>;
  feed(after: number): Promise<FeedEntry[]>;
  replica(id: string): Promise<{ replica: ReplicaView; folders: FolderRow[] } | null>;
}

export interface LiveReads {
  position(): Promise<number>;
  snapshot<T>(read: (snapshot: LiveSnapshot) => Promise<T>): Promise<T>;
}

const MOST_ENTRIES = 50;

export function liveReads(pool: Pool, store: Pick<EventStore, 'changedStreams' | 'readStream'>): LiveReads {
  return {
    position: () => readPosition(pool),
    snapshot: (read) =>
      readTransaction(pool, async (client) => {
        const position = await readPosition(client);
        return read({
          position,
          changed: async (after, limit) =>
            (await store.changedStreams({ after, upTo: position, limit })).filter((stream) => isOfReplica({ stream })),
          ofChangedIncidents: async (after, replicas) => {
            if (replicas.length === 0) return [];
            const told = await store.readStream(INCIDENTS, { after, before: position + 1 });
            const incidents = new Set(told.map(({ data }) => (data as { incident: string }).incident));
            return incidents.size === 0 ? [] : membersAmong(client, replicas, [...incidents]);
          },
          rows: (replicas) => replicaRows(client, replicas),
          fleet: () => fleet(client),
          feed: (after) => feed(client, { limit: MOST_ENTRIES, after }),
          replica: (id) => replicaNow(client, id),
        });
      }),
  };
}

/** Those that left are members still: that they are none any more is news as well. */
async function membersAmong(
  client: ClientBase,
  replicas: readonly string[],
  incidents: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ replica: string }>(
    `SELECT DISTINCT replica FROM ${READ_SCHEMA}.incident_member
     WHERE partition = 0 AND replica = ANY ($1::uuid[]) AND incident = ANY ($2::text[])`,
    [replicas, incidents],
  );
  return rows.map(({ replica }) => replica);
}
