import {
  evolve,
  initialReplica,
  parseReplica,
  type Enrolment,
  type ReplicaEvent,
  type ReplicaState,
} from '@lockstep/domain';
import type { EventStore, Instant } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { policyFor } from '../projections/policy-for.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';

const PAGE = 2_000;

/**
 * A replica as it was at `at` (what was observed by then), with what was known by `knownAt`: from the newest snapshot that holds nothing
 * younger, and the facts after it. Null: nothing was known of it.
 */
export async function replicaAsOf(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  at: Instant,
  knownAt?: Instant,
): Promise<{ state: ReplicaState; position: number } | null> {
  let { state, position } = (await snapshotBefore(client, replica, at, knownAt)) ?? {
    state: initialReplica(policyFor(replica)),
    position: 0,
  };
  for (;;) {
    const facts = await store.readStream(replica, {
      after: position,
      observedUntil: at,
      limit: PAGE,
      ...(knownAt !== undefined && { recordedUntil: knownAt }),
    });
    for (const fact of facts) {
      state = evolve(state, fact as unknown as ReplicaEvent);
      position = fact.position;
    }
    if (facts.length < PAGE) break;
  }
  if (position === 0) return null;
  if (state.enrolledAt === null) await nameFromEnrolment(store, replica, state, knownAt);
  return { state, position };
}

/** An agent may report what it saw before it was enrolled; whose replica it is, is known all the same. */
async function nameFromEnrolment(
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  state: ReplicaState,
  knownAt?: Instant,
): Promise<void> {
  const [fact] = await store.readStream(replica, {
    types: ['ReplicaEnrolled'],
    limit: 1,
    ...(knownAt !== undefined && { recordedUntil: knownAt }),
  });
  if (!fact) return;
  const { mailbox, device, labels, client } = fact.data as unknown as Enrolment;
  state.mailbox = mailbox;
  state.device = device;
  state.labels = labels ?? state.labels;
  if (client !== undefined && Object.keys(state.client).length === 0) state.client = client;
  state.enrolledAt = fact.observedAt;
}

export async function snapshotBefore(
  client: ClientBase,
  replica: string,
  at: Instant,
  knownAt?: Instant,
): Promise<{ state: ReplicaState; position: number } | null> {
  const { rows } = await client.query<{ state: string; position: string }>(
    `SELECT state, position FROM ${READ_SCHEMA}.replica_snapshot
     WHERE partition = 0 AND replica = $1 AND max_observed_at <= $2 AND max_recorded_at <= $3 ORDER BY position DESC LIMIT 1`,
    [replica, at, knownAt ?? Number.MAX_SAFE_INTEGER],
  );
  return rows[0] ? { state: parseReplica(rows[0].state), position: Number(rows[0].position) } : null;
}
