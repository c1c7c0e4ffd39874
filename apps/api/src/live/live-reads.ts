import type { FeedEntry, FleetView, FolderRow, ReplicaRow, ReplicaView } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { feed, fleet } from '../queries/fleet.queries.ts';
import { isOfReplica } from '../projections/streams.ts';
import { readPosition } from '../queries/position.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { replicaNow } from '../queries/replica-now.ts';
import { replicaRows } from '../queries/replica-list.query.ts';

/** The rows as they stand at one position. */
export interface LiveSnapshot {
  readonly position: number;
  /** Replicas with news after a position, up to this snapshot's. */
  changed(after: number, limit: number): Promise<string[]>;
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

export function liveReads(pool: Pool, store: Pick<EventStore, 'changedStreams'>): LiveReads {
  return {
    position: () => readPosition(pool),
    snapshot: (read) =>
      readTransaction(pool, async (client) => {
        const position = await readPosition(client);
        return read({
          position,
          changed: async (after, limit) =>
            (await store.changedStreams({ after, upTo: position, limit })).filter((stream) => isOfReplica({ stream })),
          rows: (replicas) => replicaRows(client, replicas),
          fleet: () => fleet(client),
          feed: (after) => feed(client, { limit: MOST_ENTRIES, after }),
          replica: (id) => replicaNow(client, id),
        });
      }),
  };
}
