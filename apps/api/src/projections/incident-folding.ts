import {
  foldIncidents,
  isSameWho,
  noneTouched,
  ownCauses,
  policyForGroup,
  whoIs,
  type Condition,
  type IncidentEvent,
  type IncidentsState,
  type PolicyBook,
  type ReplicaNews,
} from '@lockstep/domain';
import type { Append, Json, RecordedEvent } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { JUDGE_EPOCH } from './conclusions.ts';
import { loadIncidents, type IncidentRows } from './incident-rows.ts';
import type { FoldedReplica } from './replica-fold.ts';
import { INCIDENTS } from './streams.ts';

/** After these a replica may be of another group; after all others it is of those it was. */
const SAYS_WHO: ReadonlySet<string> = new Set([
  'ReplicaEnrolled',
  'ReplicaReenrolled',
  'ReplicaRetired',
  'ClientFactsReported',
]);

/** The fleet's incidents in memory, fed by what facts turned on single replicas. A fact that turns nothing costs nothing here. */
export class IncidentFolding {
  readonly #schema: string;
  #state: IncidentsState | null = null;

  constructor(schema: string) {
    this.#schema = schema;
  }

  async load(client: ClientBase): Promise<void> {
    this.#state ??= await loadIncidents(client, this.#schema);
  }

  /** Answers what is to be concluded; null: nothing. */
  fold(folded: FoldedReplica, fact: RecordedEvent, hasTurned: boolean, book: PolicyBook): Append | null {
    const news = incidentNews(folded, fact, hasTurned, book);
    const events = news === null ? [] : foldIncidents(this.#state!, news);
    return events.length === 0 ? null : incidentConclusions(fact, events);
  }

  take(): IncidentRows {
    const { touched, affected, groups } = this.#state!;
    this.#state!.touched = noneTouched();
    return {
      groups: [...touched.groups].map((key) => ({ key, replicas: groups.get(key)! })),
      affected: [...touched.affected].flatMap((replica) => affected.get(replica) ?? []),
      recovered: [...touched.affected].filter((replica) => !affected.has(replica)),
      incidents: [...touched.incidents],
      members: [...touched.members],
    };
  }

  clear(): void {
    this.#state = null;
  }
}

/** What a fact that is folded means where incidents are looked for; null: nothing. Notes as whom the replica is counted from here on. */
export function incidentNews(
  { replica, state, kept }: FoldedReplica,
  fact: RecordedEvent,
  hasTurned: boolean,
  book: PolicyBook,
): ReplicaNews | null {
  if (!hasTurned && !SAYS_WHO.has(fact.type)) return null;
  const was = kept.who;
  const who = state.retiredAt !== null || isOutOfSight(kept.open) ? null : whoIs(state);
  if (!isSameWho(was, who)) kept.who = who;
  return {
    replica,
    position: fact.position,
    at: kept.judgedAt,
    knownAt: fact.recordedAt,
    was,
    who,
    open: kept.open,
    causes: ownCauses(state),
    // Of its server as such: what is thought of a crowd does not hang on which of its mailboxes turned last.
    suspected: policyForGroup(book, state.client.server === undefined ? {} : { server: state.client.server }).suspected,
  };
}

/** Heard of for the last time a month ago, or never within a day of its enrolment: it is no part of what could be affected now. */
function isOutOfSight(open: readonly Condition[]): boolean {
  return open.some(
    ({ rule, kind, severity }) =>
      rule === 'silent' && (kind === 'missing' || (kind === 'never-reported' && severity !== null)),
  );
}

export function incidentConclusions(
  fact: Pick<RecordedEvent, 'partition' | 'position'>,
  events: readonly IncidentEvent[],
): Append {
  return {
    partition: fact.partition,
    stream: INCIDENTS,
    key: { epoch: JUDGE_EPOCH, seq: fact.position },
    events: events.map(({ type, at, incident, data }) => ({
      type,
      observedAt: at,
      data: { incident, ...data } as unknown as Json,
    })),
  };
}
