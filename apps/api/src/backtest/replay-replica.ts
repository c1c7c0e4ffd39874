import {
  policyFor,
  initialReplica,
  whoIs,
  type PolicyBook,
  type ReplicaEvent,
  type ReplicaNews,
  type ReplicaState,
} from '@lockstep/domain';
import type { RecordedEvent } from '@lockstep/event-store';
import { ALERT_TYPES } from '../alerts/alert-types.ts';
import { conclusionsOf, JUDGE_EPOCH } from '../projections/conclusions.ts';
import { incidentNews } from '../projections/incident-folding.ts';
import { foldFact, newReplica, type FoldedReplica } from '../projections/replica-fold.ts';

type Instant = number;

/** What one fact of a replica turned, as alerts and incidents are to learn of it. */
export interface News {
  /** When it was known. */
  readonly at: Instant;
  readonly position: number;
  readonly replica: string;
  readonly appends: readonly (readonly RecordedEvent[])[];
  readonly group: ReplicaNews | null;
}

/** What comes in so much later than it was observed waited in a spool; so long after the last of it, no more of it comes. As the watchdog has it. */
const SPOOLED_MS = 60_000;
const DELIVERED_MS = 30_000;
/** Deadlines between two facts are few; a rule that names one after another without end must not stop the replay. */
const MOST_DEADLINES = 1_000;
/** Between the positions of facts, which are whole, there is room for what time alone said. */
const STEP = 2 ** -10;

const TO_ALERTS: ReadonlySet<string> = new Set(ALERT_TYPES);
const NOBODY = { mailbox: '', labels: {}, client: {} };

/**
 * Judges one replica's facts again, by the policies that are given, as the fold does and at the moments at which it would have been known:
 * 1. a deadline that passes before the next fact is judged when it passes, as the watchdog has it;
 * 2. but not while the server was away: then what comes next was observed before, and nobody said meanwhile that time passed;
 * 3. the fact is folded, and what it turned is news.
 */
export class ReplicaReplay {
  readonly #folded: FoldedReplica;
  readonly #book: PolicyBook;
  readonly #news: News[] = [];
  #knownAt: Instant | null = null;

  constructor(
    replica: string,
    book: PolicyBook,
    begin: { readonly state: ReplicaState; readonly position: number } | null,
  ) {
    this.#book = book;
    this.#folded = newReplica(replica, begin?.state ?? initialReplica(policyFor(book, NOBODY)));
    if (begin) this.#folded.kept.position = begin.position;
  }

  /** As it stood before the first fact that is replayed: who it is, of whom nothing in what follows need say it. */
  introduce(at: Instant): void {
    const { replica, state, kept } = this.#folded;
    const { mailbox, device, labels, client } = state;
    kept.who = state.retiredAt === null ? whoIs(state) : null;
    kept.reportedAt = state.lastReportedAt;
    const position = kept.position + STEP;
    const enrolled = recorded(replica, position, at, 'ReplicaEnrolled', { mailbox, device, labels, client });
    const group: ReplicaNews = {
      replica,
      position,
      at,
      knownAt: at,
      was: null,
      who: kept.who,
      open: [],
      suspected: state.policy.suspected,
    };
    this.#news.push({ at, position, replica, appends: [[enrolled]], group });
    this.#knownAt = at;
  }

  /** `knownAt`: when we learned of it, or would have. */
  fold(fact: RecordedEvent, knownAt: Instant): void {
    if (fact.type === 'DeadlineReached') return this.passTime(knownAt);
    const wasSpooled = fact.type === 'ReplicaReported' && knownAt - fact.observedAt > SPOOLED_MS;
    if (!wasSpooled) this.passTime(knownAt - 1);
    this.#fold({ ...fact, recordedAt: knownAt });
    this.#knownAt = Math.max(this.#knownAt ?? knownAt, knownAt);
  }

  /** Nothing was heard up to then, and the server was there to notice. */
  passTime(until: Instant): void {
    const { kept, state, replica } = this.#folded;
    for (let passed = 0; passed < MOST_DEADLINES; passed += 1) {
      const { dueAt } = kept;
      if (dueAt === null || this.#knownAt === null) return;
      const isDelivering = kept.heardAt !== null && kept.heardAt - (state.lastReportedAt ?? kept.heardAt) > SPOOLED_MS;
      const noticedAt = Math.max(dueAt, isDelivering ? kept.heardAt! + DELIVERED_MS : this.#knownAt);
      if (noticedAt > until) return;
      const position = kept.position + STEP;
      this.#fold({ ...recorded(replica, position, noticedAt, 'DeadlineReached', {}), observedAt: dueAt });
      this.#knownAt = noticedAt;
    }
  }

  get news(): readonly News[] {
    return this.#news;
  }

  #fold(fact: RecordedEvent): void {
    const { replica } = this.#folded;
    const changes = foldFact(this.#folded, fact as unknown as ReplicaEvent, this.#book);
    if (changes === null) return;
    const group = incidentNews(this.#folded, fact, changes.conditions.length > 0, this.#book);
    const concluded = conclusionsOf(fact, changes.conditions, changes.fixes).events.map(
      ({ type, observedAt, data }) => ({
        ...recorded(replica, fact.position, fact.recordedAt, type, data as object),
        observedAt,
      }),
    );
    const appends = [...(isToldToAlerts(fact) ? [[fact]] : []), ...(concluded.length > 0 ? [concluded] : [])];
    if (appends.length === 0 && group === null) return;
    this.#news.push({ at: fact.recordedAt, position: fact.position, replica, appends, group });
  }
}

/** That a fix was tried, the replay concludes itself where no person says it. */
const isToldToAlerts = ({ type, data }: RecordedEvent): boolean =>
  TO_ALERTS.has(type) && !(type === 'FixTried' && (data as { by?: unknown }).by === null);

export function recorded(stream: string, position: number, at: Instant, type: string, data: object): RecordedEvent {
  const key = { epoch: JUDGE_EPOCH, seq: position };
  return {
    partition: 0,
    position,
    stream,
    type,
    version: 1,
    observedAt: at,
    recordedAt: at,
    key,
    data: data as RecordedEvent['data'],
  };
}
