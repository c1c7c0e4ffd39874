import { pathKey, type Attempt, type FolderPath, type ReplicaHistoryView } from '@lockstep/contracts';
import { evolve, folderFacts, initialReplica, type ReplicaEvent, type Reported } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { policyFor } from '../projections/policy-for.ts';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { snapshotBefore } from './as-of.ts';
import { CountSteps } from './count-steps.ts';
import { iso } from './instants.ts';

const PAGE = 2_000;
const TYPES = ['ReplicaEnrolled', 'ReplicaReenrolled', 'ReplicaReported', 'SyncAttempted'];

export interface HistorySpan {
  readonly from: number;
  readonly to: number;
  readonly path?: FolderPath | undefined;
  readonly knownAt?: number | undefined;
}

/** The counts of each folder as steps, the attempts, and the statuses, between two moments; at both ends what held there. */
export async function replicaHistory(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  { from, to, path, knownAt }: HistorySpan,
): Promise<ReplicaHistoryView> {
  const start = await snapshotBefore(client, replica, from, knownAt);
  let state = start?.state ?? initialReplica(policyFor(replica));
  let position = start?.position ?? 0;
  const attempts: Attempt[] = [];
  // Late reports stand later in the log than in time.
  const later: { at: number; said: Reported }[] = [];

  for (;;) {
    const facts = await store.readStream(replica, {
      after: position,
      observedUntil: to,
      types: TYPES,
      limit: PAGE,
      ...(knownAt !== undefined && { recordedUntil: knownAt }),
    });
    for (const recorded of facts) {
      const fact = recorded as unknown as ReplicaEvent;
      position = fact.position;
      if (fact.observedAt <= from) state = evolve(state, fact);
      else if (fact.type === 'ReplicaReported') later.push({ at: fact.observedAt, said: fact.data });
      else if (fact.type === 'SyncAttempted') attempts.push(fact.data);
    }
    if (facts.length < PAGE) break;
  }

  const steps = new CountSteps(path && pathKey(path));
  for (const folder of folderFacts(state)) steps.add(from, folder.path, folder.serverItems, folder.offlineItems);
  for (const { at, said } of later.sort((a, b) => a.at - b.at)) steps.report(at, said);
  return {
    from: iso(from),
    to: iso(to),
    folders: steps.folders(from, to),
    attempts,
    statuses: await statuses(client, replica, from, to),
  };
}

async function statuses(
  client: ClientBase,
  replica: string,
  from: number,
  to: number,
): Promise<ReplicaHistoryView['statuses']> {
  const { rows } = await client.query(
    `SELECT status, since, until FROM ${READ_SCHEMA}.status_span
     WHERE partition = 0 AND replica = $1 AND since <= $2 AND until > $3 AND known_to = ${FOREVER} ORDER BY since`,
    [replica, to, from],
  );
  const spans = rows.map(({ status, since, until }) => ({
    status: statusOf(status),
    from: Number(since),
    to: Number(until),
  }));
  return joined(spans).map((span) => ({
    status: span.status,
    from: iso(span.from),
    to: span.to >= FOREVER ? null : iso(span.to),
  }));
}

/** Kinds of silence are spans of their own; here they are one. */
function joined<Span extends { status: string; to: number }>(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.status === span.status) last.to = span.to;
    else result.push(span);
  }
  return result;
}
