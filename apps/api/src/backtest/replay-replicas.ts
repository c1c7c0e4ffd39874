import { policyFor, samePolicy, type PolicyBook } from '@lockstep/domain';
import type { RecordedEvent } from '@lockstep/event-store';
import { JUDGE_EPOCH } from '../projections/conclusions.ts';
import type { BacktestOptions } from './backtest-policy.ts';
import type { Breather } from './breather.ts';
import { readBeginnings, readFacts, type Beginning, type Present } from './read-past.ts';
import { ReplicaReplay, type News } from './replay-replica.ts';

type Instant = number;

export interface Replicas {
  /** In no order; those of replicas that both judge alike are the same. */
  readonly asIs: readonly News[];
  readonly proposed: readonly News[];
  /** How many of those concerned were done; the first so many. */
  readonly replayed: number;
  readonly isComplete: boolean;
  readonly facts: number;
  /** When the first that is known of them was known; null: nothing is. */
  readonly firstAt: Instant | null;
}

interface Question extends BacktestOptions {
  readonly asIs: PolicyBook;
  readonly proposed: PolicyBook | null;
  readonly concerned: readonly Present[];
  readonly others: readonly Present[];
  readonly from: Instant;
  readonly rest: Breather;
}

const SNAPSHOTS = 50;
/** What is kept of news until alerts are decided, some hundred megabytes. */
const MOST_NEWS = 200_000;

/** Judges replica after replica, those that it is about first, for as long as there is time and room. */
export async function replayReplicas(question: Question): Promise<Replicas> {
  const { pool, concerned, others, from, mostMs, onProgress, signal } = question;
  const end = performance.now() + mostMs;
  const all = [...concerned, ...others];
  const asIs: News[] = [];
  const proposed: News[] = [];
  let facts = 0;
  let replayed = 0;
  let firstAt: Instant | null = null;
  for (let first = 0; first < all.length; first += SNAPSHOTS) {
    const page = all.slice(first, first + SNAPSHOTS);
    const beginnings = await readBeginnings(
      pool,
      page.map(({ replica }) => replica),
      from,
    );
    for (const present of page) {
      if (performance.now() > end || asIs.length + proposed.length > MOST_NEWS)
        return { asIs, proposed, facts, firstAt, replayed: Math.min(replayed, concerned.length), isComplete: false };
      signal.throwIfAborted();
      const one = await replayOne(question, present, beginnings.get(present.replica) ?? null);
      for (const news of one.asIs) asIs.push(news);
      for (const news of one.proposed) proposed.push(news);
      facts += one.facts;
      replayed += 1;
      if (one.firstAt !== null && replayed <= concerned.length) firstAt = Math.min(firstAt ?? Infinity, one.firstAt);
      onProgress?.({ facts, replayed, of: all.length });
    }
  }
  return { asIs, proposed, facts, firstAt, replayed: concerned.length, isComplete: true };
}

async function replayOne(
  { store, asIs, proposed, now, from, rest }: Question,
  present: Present,
  beginning: Beginning | null,
): Promise<Pick<Replicas, 'asIs' | 'proposed' | 'facts' | 'firstAt'>> {
  const { replica } = present;
  const replayBy = (book: PolicyBook) => {
    const begin = beginning && { position: beginning.position, state: beginning.stateFor(book) };
    const replay = new ReplicaReplay(replica, book, begin);
    if (begin) replay.introduce(from);
    return replay;
  };
  const one = replayBy(asIs);
  // Whom the change does not concern need not be judged twice.
  const areAlike = proposed !== null && samePolicy(policyFor(asIs, present), policyFor(proposed, present));
  const other = proposed === null || areAlike ? null : replayBy(proposed);
  const known = whenKnown(beginning !== null);
  let facts = 0;
  let firstAt: Instant | null = beginning === null ? null : from;
  for await (const read of readFacts(store, replica, beginning?.position ?? 0, now)) {
    const page = read.filter(isSaid);
    for (const [index, fact] of page.entries()) {
      const at = known(fact, page[index + 1]);
      firstAt = Math.min(firstAt ?? Infinity, at);
      one.fold(fact, at);
      other?.fold(fact, at);
      const pause = rest.breathe();
      if (pause) await pause;
    }
    facts += read.length;
  }
  one.passTime(now);
  other?.passTime(now);
  const news = proposed === null ? [] : (other ?? one).news;
  return { asIs: one.news, proposed: news, facts, firstAt };
}

/** What was concluded then is concluded again; that a fix was tried is a fact all the same. */
const isSaid = ({ key, type }: RecordedEvent): boolean => key?.epoch !== JUDGE_EPOCH || type === 'FixTried';

/**
 * When each fact was known: when it was recorded. What an agent brought along, observed before its replica was enrolled, nobody could have
 * known then; it is taken as if somebody had, at the moment at which it was observed.
 */
function whenKnown(isEnrolled: boolean): (fact: RecordedEvent, next: RecordedEvent | undefined) => Instant {
  let enrolledAt: Instant | null = isEnrolled ? -Infinity : null;
  let last = -Infinity;
  return (fact, next) => {
    if (enrolledAt === null) {
      enrolledAt = fact.recordedAt;
      return (last = Math.min(fact.recordedAt, next?.observedAt ?? Infinity));
    }
    // That time passed was said when it was; it says nothing of what an agent has yet to tell.
    if (fact.type === 'DeadlineReached') return Math.max(last, fact.recordedAt);
    return (last = Math.max(last, fact.observedAt < enrolledAt ? fact.observedAt : fact.recordedAt));
  };
}
