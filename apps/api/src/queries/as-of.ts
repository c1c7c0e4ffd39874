import {
  evolve,
  evolvePolicies,
  initialReplica,
  NO_POLICIES,
  parseReplica,
  policyFor,
  policyVersion,
  type Enrolment,
  type PolicyBook,
  type PolicyEvent,
  type ReplicaEvent,
  type ReplicaState,
} from '@lockstep/domain';
import type { EventStore, Instant } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { bookOf, readPolicyEvents } from '../projections/read-policies.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { takeOver, type Governed } from '../projections/take-over.ts';

const PAGE = 2_000;

/**
 * A replica as it was at `at` (what was observed by then), with what was known by `knownAt`: from the newest snapshot that holds nothing
 * younger, and the facts after it. Each policy takes over where it did in the log; what was decided after `at` decides nothing here.
 * Null: nothing was known of it.
 */
export async function replicaAsOf(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  at: Instant,
  knownAt?: Instant,
): Promise<{ state: ReplicaState; position: number } | null> {
  const policies = await readPolicyEvents(client);
  const decided = policies.filter((event) => event.observedAt <= at && event.recordedAt <= (knownAt ?? Infinity));
  const snapshot = await snapshotBefore(client, replica, at, knownAt, bookOf(policies));
  const governed: Governed = { state: snapshot?.state ?? initialReplica(policyFor(NO_POLICIES, NOBODY)), sought: null };
  let position = snapshot?.position ?? 0;
  const bookAt = bookAsRead(decided);
  for (;;) {
    const facts = await store.readStream(replica, {
      after: position,
      observedUntil: at,
      limit: PAGE,
      ...(knownAt !== undefined && { recordedUntil: knownAt }),
    });
    for (const fact of facts) {
      takeOver(governed, bookAt(fact.position));
      governed.state = evolve(governed.state, fact as unknown as ReplicaEvent);
      position = fact.position;
      takeOver(governed, bookAt(position));
    }
    if (facts.length < PAGE) break;
  }
  if (position === 0) return null;
  const { state } = governed;
  if (state.enrolledAt === null) await nameFromEnrolment(store, replica, state, knownAt);
  takeOver(governed, bookAt(Infinity));
  return { state, position };
}

const NOBODY = { mailbox: '', labels: {}, client: {} };

/** The policies as they stood before a position of the log; asked for in order. */
function bookAsRead(events: readonly PolicyEvent[]): (before: number) => PolicyBook {
  let book = NO_POLICIES;
  let next = 0;
  return (before) => {
    while (next < events.length && events[next]!.position < before) book = evolvePolicies(book, events[next++]!);
    return book;
  };
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
  knownAt: Instant | undefined,
  book: PolicyBook,
): Promise<{ state: ReplicaState; position: number } | null> {
  const { rows } = await client.query<{ state: string; position: string }>(
    `SELECT state, position FROM ${READ_SCHEMA}.replica_snapshot
     WHERE partition = 0 AND replica = $1 AND max_observed_at <= $2 AND max_recorded_at <= $3 ORDER BY position DESC LIMIT 1`,
    [replica, at, knownAt ?? Number.MAX_SAFE_INTEGER],
  );
  if (!rows[0]) return null;
  const state = parseReplica(rows[0].state, (id, version) => policyVersion(book, id, version));
  return { state, position: Number(rows[0].position) };
}
