import { pathKey, type Attempt, type FolderPath, type ReplicaHistoryView } from '@lockstep/contracts';
import { folderFacts, NO_POLICIES, type ReplicaEvent } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { replicaAsOf, snapshotBefore } from './as-of.ts';
import { CountSteps } from './count-steps.ts';
import { InOrderOfTime } from './in-order-of-time.ts';
import { iso } from './instants.ts';

const PAGE = 2_000;
const TYPES = ['ReplicaReported', 'SyncAttempted'];

type Report = Extract<ReplicaEvent, { type: 'ReplicaReported' }>;

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
  const steps = new CountSteps({ from, to, only: path && pathKey(path) });
  const start = await replicaAsOf(client, store, replica, from, knownAt);
  for (const folder of start ? folderFacts(start.state) : [])
    steps.add(from, folder.path, folder.serverItems, folder.offlineItems);

  const attempts: Attempt[] = [];
  const reports = new InOrderOfTime<Report>(PAGE, ({ observedAt, data }) => steps.report(observedAt, data));
  // All that stands in the log before this snapshot was observed before `from`.
  let position = (await snapshotBefore(client, replica, from, knownAt, NO_POLICIES))?.position ?? 0;
  for (;;) {
    const facts = (await store.readStream(replica, {
      after: position,
      observedUntil: to,
      types: TYPES,
      limit: PAGE,
      ...(knownAt !== undefined && { recordedUntil: knownAt }),
    })) as unknown as ReplicaEvent[];
    const within = facts.filter(({ observedAt }) => observedAt > from);
    reports.add(within.filter((fact) => fact.type === 'ReplicaReported'));
    for (const fact of within) if (fact.type === 'SyncAttempted') attempts.push(fact.data);
    if (facts.length < PAGE) break;
    position = facts.at(-1)!.position;
  }
  reports.end();

  return {
    from: iso(from),
    to: iso(to),
    folders: steps.folders(),
    attempts,
    statuses: await statuses(client, replica, from, to, knownAt),
  };
}

/** What was superseded since then no longer says how long it held: until the next began, of those that were believed in. */
async function statuses(
  client: ClientBase,
  replica: string,
  from: number,
  to: number,
  knownAt: number = FOREVER - 1,
): Promise<ReplicaHistoryView['statuses']> {
  const { rows } = await client.query(
    `SELECT status, since, until FROM (
       SELECT status, since, coalesce(lead(since) OVER (ORDER BY since, position), ${FOREVER}) AS until
       FROM ${READ_SCHEMA}.status_span
       WHERE partition = 0 AND replica = $1 AND known_from <= $4 AND known_to > $4) known
     WHERE since <= $2 AND until > $3 ORDER BY since`,
    [replica, to, from, knownAt],
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
