import {
  adopt,
  evolve,
  explainReplica,
  folderFacts,
  judge,
  replicaFacts,
  serializeReplica,
  type Condition,
  type Fact,
  type NewFixEvent,
  turnedSince,
  type PolicyBook,
  type ReplicaEvent,
  type ReplicaJudgement,
  type ReplicaState,
  type Who,
} from '@lockstep/domain';
import { concluded, type ConditionChange } from './condition-changes.ts';
import { judgeFixes, triedByPerson, type KeptFixes, type TurnedLife } from './kept-fixes.ts';
import { otherPolicy, takeOver, type Sought } from './take-over.ts';
import { forgetSpansBefore, turnSpans, type StatusSpan, type StatusStep } from './status-spans.ts';

type Instant = number;

/** A replica as the fold holds it between facts. */
export interface FoldedReplica {
  readonly replica: string;
  state: ReplicaState;
  /** Not stored. */
  sought: Sought | null;
  readonly kept: Kept;
  /** The last one; null until a fact is folded after the state was loaded. */
  judgement: ReplicaJudgement | null;
}

/** What the fold must remember beside the state of the facts, and writes with it. */
export interface Kept {
  /** Of the last fact folded. */
  position: number;
  judgedAt: Instant;
  reportedAt: Instant | null;
  /** When the newest report was recorded. */
  heardAt: Instant | null;
  dueAt: Instant | null;
  /** Days since 1970 on which it last learned something. */
  day: number;
  maxObservedAt: Instant;
  maxRecordedAt: Instant;
  /** The one that holds, and before it those that a report which comes late could still rewrite. */
  spans: StatusSpan[];
  /** The conditions that the log was told of. */
  open: readonly Condition[];
  /** Tells when what it is sought by, or its status, is new. */
  wordsMark: string;
  /** As which values it is counted. */
  values: readonly string[];
  /** Null: none was ever in hand. */
  fixes: KeptFixes | null;
  /** As whom it is counted where incidents are looked for; null: not. */
  who: Who | null;
}

export interface Snapshot {
  readonly position: number;
  readonly maxObservedAt: Instant;
  readonly maxRecordedAt: Instant;
  readonly state: string;
}

/** What one fact changed beside the replica itself. */
export interface FoldChanges {
  readonly spans: StatusSpan[];
  readonly steps: StatusStep[];
  readonly conditions: ConditionChange[];
  readonly fixes: NewFixEvent[];
  readonly lives: TurnedLife[];
  snapshot: Snapshot | null;
}

const DAY_MS = 86_400_000;
/** Deadlines between two facts are few; a rule that names one after another without end must not stop the fold. */
const MOST_DEADLINES = 64;

export function newReplica(replica: string, state: ReplicaState): FoldedReplica {
  return {
    replica,
    state,
    sought: null,
    kept: {
      position: 0,
      judgedAt: -DAY_MS,
      reportedAt: null,
      heardAt: null,
      dueAt: null,
      day: -1,
      maxObservedAt: -DAY_MS,
      maxRecordedAt: -DAY_MS,
      spans: [],
      open: [],
      wordsMark: '',
      values: [],
      fixes: null,
      who: null,
    },
    judgement: null,
  };
}

/**
 * Folds one fact and judges at its moment. The order of things:
 * 1. the state before a day's first fact is kept, for "as of";
 * 2. if the policies say another one for it since, that takes over at the moment at which they changed;
 * 3. every deadline that passed since the last judgement is judged at its own moment, whether or not a watchdog was awake to say so;
 * 4. the fact changes the state, and with who it is perhaps the policy;
 * 5. the state is judged at the fact's moment, or at the newest one when the fact is old news.
 */
export function foldFact(folded: FoldedReplica, fact: ReplicaEvent, book: PolicyBook): FoldChanges | null {
  const { kept } = folded;
  if (fact.position <= kept.position || CONCLUSIONS.has(fact.type)) return null;
  const changes: FoldChanges = {
    spans: [],
    steps: [],
    conditions: [],
    fixes: [],
    lives: [],
    snapshot: snapshotOf(folded, fact),
  };

  turnPolicy(folded, fact, book, changes);
  passDeadlines(folded, fact.observedAt, fact, changes);

  folded.state = evolve(folded.state, fact);
  takeOver(folded, book);
  kept.position = fact.position;
  kept.maxObservedAt = Math.max(kept.maxObservedAt, fact.observedAt);
  kept.maxRecordedAt = Math.max(kept.maxRecordedAt, fact.recordedAt);
  if (fact.type === 'ReplicaReported') kept.heardAt = fact.recordedAt;
  // What the facts showed, the fold concluded itself when it met them.
  if (fact.type === 'FixTried' && fact.data.by !== null) {
    const { fixes, turned } = triedByPerson(kept.fixes, fact, folded.state);
    kept.fixes = fixes;
    changes.lives.push(...turned);
  }
  judgeAt(folded, momentOf(folded, fact), fact, changes);
  return changes;
}

/** What was due before the policies changed was due by the old one. Of a replica that nobody has heard of there is nothing to judge. */
function turnPolicy(folded: FoldedReplica, fact: ReplicaEvent, book: PolicyBook, changes: FoldChanges): void {
  const { kept, state } = folded;
  const other = otherPolicy(folded, book);
  if (other === null) return;
  const turnedAt = Math.min(turnedSince(book, state.policy, other) ?? fact.observedAt, fact.observedAt);
  passDeadlines(folded, turnedAt, fact, changes);
  adopt(state, other);
  if (kept.position > 0) judgeAt(folded, Math.max(kept.judgedAt, turnedAt), fact, changes);
}

function passDeadlines(folded: FoldedReplica, until: Instant, fact: ReplicaEvent, changes: FoldChanges): void {
  const { kept } = folded;
  for (let passed = 0; kept.dueAt !== null && kept.dueAt < until && passed < MOST_DEADLINES; passed++) {
    judgeAt(folded, kept.dueAt, fact, changes);
  }
}

/**
 * News is judged at its own moment, even if a deadline after it has been judged already: then that judgement was made without
 * knowing it, and is made again. Old news cannot turn the clock back.
 */
function momentOf({ kept, state }: FoldedReplica, fact: Fact<string, unknown>): Instant {
  const before = kept.reportedAt;
  kept.reportedAt = state.lastReportedAt;
  const isNews = kept.reportedAt !== null && (before === null || kept.reportedAt > before);
  // The newest report in the agent's own order may be observed before another one, when its clock was set back.
  const notBefore = isNews ? (state.heardAt ?? fact.observedAt) : kept.judgedAt;
  return Math.max(notBefore, fact.observedAt);
}

function judgeAt(folded: FoldedReplica, at: Instant, fact: Fact<string, unknown>, changes: FoldChanges): void {
  const { kept, state } = folded;
  const judgement = judge(state, state.policy, at);

  changes.spans.push(
    ...turnSpans(
      kept.spans,
      {
        at,
        position: fact.position,
        recordedAt: fact.recordedAt,
        status: judgement.status,
        silence: judgement.silence,
        text: () => explainReplica(replicaFacts(state), folderFacts(state), judgement),
      },
      changes.steps,
    ),
  );
  if (kept.reportedAt !== null) forgetSpansBefore(kept.spans, Math.min(kept.reportedAt, at));

  const { open, changed } = concluded(kept.open, judgement, at);
  kept.open = open;
  changes.conditions.push(...changed);

  const { fixes, turned, events, dueAt } = judgeFixes(kept.fixes, state, judgement, { at, position: kept.position });
  kept.fixes = fixes;
  changes.lives.push(...turned);
  changes.fixes.push(...events);

  kept.judgedAt = at;
  kept.dueAt = earliestAfter(at, judgement.nextDeadline, dueAt);
  folded.judgement = judgement;
}

function snapshotOf({ state, kept }: FoldedReplica, fact: Fact<string, unknown>): Snapshot | null {
  const day = Math.floor(fact.recordedAt / DAY_MS);
  const isFirstEver = kept.position === 0;
  if (day === kept.day) return null;
  kept.day = day;
  if (isFirstEver) return null;
  const { position, maxObservedAt, maxRecordedAt } = kept;
  return { position, maxObservedAt, maxRecordedAt, state: serializeReplica(state) };
}

/** A deadline that does not lie ahead would be reached for ever. */
function earliestAfter(at: Instant, one: Instant | null, other: Instant | null): Instant | null {
  const first = one !== null && one > at ? one : null;
  const second = other !== null && other > at ? other : null;
  return first === null || second === null ? (first ?? second) : Math.min(first, second);
}

/** Our own conclusions come back with the log; they say nothing new. That a fix was tried is a fact all the same, whoever saw it. */
const CONCLUSIONS: ReadonlySet<ReplicaEvent['type']> = new Set([
  'ConditionRaised',
  'ConditionCleared',
  'FixSuggested',
  'FixConfirmed',
  'FixFailed',
  'FixRelapsed',
  'FixWithdrawn',
]);
