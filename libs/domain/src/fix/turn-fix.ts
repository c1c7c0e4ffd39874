import type { Evidence, Tried } from '../diagnosis/evidence.ts';
import type { Fix, Match } from '../diagnosis/rule.ts';
import type { Instant } from '../replica/replica.events.ts';
import { isOpen, REMEMBERED_MS, stoodAtTry, type FixLife } from './fix-life.ts';
import type { NewFixEvent } from './fix.events.ts';
import { failsAt, FAILS_AFTER_MS } from './fails-at.ts';
import { STANDS_AFTER_MS, type Standing } from './standing.ts';

/** How long a confirmed fix can still relapse, and a withdrawn one is remembered: after that, the same cause is a new story. */
export const RELAPSES_WITHIN_MS = REMEMBERED_MS;

/** Within seven days of being withdrawn a fix is suggested again only for a cause that stands so long: it may pass by itself, as before. */
export const STANDS_AGAIN_AFTER_MS = 2 * 3_600_000;

/** `position`: of the newest fact that was judged. */
export interface JudgedMoment {
  readonly at: Instant;
  readonly position: number;
}

/** One fix at one moment: its newest life, since when its cause stands, and how it fits now (null: it does not). */
export interface FixAtHand {
  readonly life: FixLife | undefined;
  readonly stands: Standing | undefined;
  readonly match: Match | null;
}

interface Turn {
  readonly events: readonly NewFixEvent[];
  readonly dueAt: Instant | null;
}

const NOTHING: Turn = { events: [], dueAt: null };
const say = (...events: NewFixEvent[]): Turn => ({ events, dueAt: null });
const wait = (dueAt: Instant): Turn => ({ events: [], dueAt });

/**
 * What follows for one fix, in this order:
 * 1. not yet tried, and the facts show that it was: tried;
 * 2. tried, the cause stood then and is gone, and later reports show what the fix promises: confirmed;
 * 3. tried, its time is over and the cause is still there: failed;
 * 4. suggested, and the cause has passed: withdrawn;
 * 5. confirmed within seven days, and the cause stands again: relapsed;
 * 6. the cause stands, longer where it passed by itself of late, and nothing was concluded of it since it began to: suggested.
 */
export function turnFix(id: string, fix: Fix, atHand: FixAtHand, evidence: Evidence, moment: JudgedMoment): Turn {
  const { life } = atHand;
  if (life?.status === 'tried')
    return hasHelped({ ...life.tried!, fix: id }, stoodAtTry(life), fix, atHand, evidence, moment);

  const tried = triedByFacts(id, fix, atHand, evidence);
  if (tried === null) return standsStill(id, fix, atHand, moment);
  const { at, position } = tried;
  const said: NewFixEvent = {
    type: 'FixTried',
    observedAt: at,
    data: { fix: id, by: null, causeSince: atHand.stands!.since, evidence: [position] },
  };
  const helped = hasHelped(tried, true, fix, atHand, evidence, moment);
  return { ...helped, events: [said, ...helped.events] };
}

/** A try comes after what it is to mend, or after the end of the try before it. */
function triedByFacts(id: string, fix: Fix, { life, stands }: FixAtHand, evidence: Evidence): Tried | null {
  if (!stands) return null;
  const after = Math.max(stands.since, life?.turnedAt ?? stands.since);
  const found = attempt(() => fix.triedByFacts?.(evidence, after) ?? null);
  return found && found.at > after ? { fix: id, ...found, by: null } : null;
}

function hasHelped(
  tried: Tried,
  stood: boolean,
  fix: Fix,
  { match, stands }: FixAtHand,
  evidence: Evidence,
  moment: JudgedMoment,
): Turn {
  const { at, position } = moment;
  const { lastReportedAt } = evidence.replica;
  const isHeardSince = lastReportedAt !== null && lastReportedAt > tried.at && at > tried.at;
  const data = { fix: tried.fix, triedAt: tried.at };

  if (match === null) {
    if (!stood || !isHeardSince || attempt(() => fix.confirmed(evidence, tried)) !== true) return NOTHING;
    return say({ type: 'FixConfirmed', observedAt: at, data: { ...data, evidence: [position] } });
  }
  const due = failsAt(tried.at, fix.failsAfterMs ?? FAILS_AFTER_MS, evidence.newestSilence);
  // A cause that had gone and is seen again must stand, as for a suggestion.
  const until = Math.max(due, (stands?.since ?? at) + STANDS_AFTER_MS);
  if (until > at) return wait(until);
  if (!isHeardSince) return NOTHING;
  return say({ type: 'FixFailed', observedAt: at, data: { ...data, evidence: pointsOf(match) } });
}

function standsStill(id: string, fix: Fix, { life, stands, match }: FixAtHand, { at }: JudgedMoment): Turn {
  if (life && isOpen(life)) {
    if (!stands) return say({ type: 'FixWithdrawn', observedAt: at, data: { fix: id } });
    return stands.until === null ? NOTHING : wait(stands.until + STANDS_AFTER_MS);
  }
  if (!stands || match === null) return NOTHING;
  // Failed and still there: what did not help is not suggested again until the cause has gone and come back.
  if (life && life.turnedAt! > stands.since) return NOTHING;
  const suggestAt = suggestsAt(fix, stands, life);
  if (at < suggestAt) return wait(suggestAt);

  const evidence = pointsOf(match);
  const confirmedAt = life?.status === 'confirmed' ? life.confirmedAt : null;
  if (confirmedAt !== null && at >= confirmedAt && at - confirmedAt <= RELAPSES_WITHIN_MS)
    return say({ type: 'FixRelapsed', observedAt: at, data: { fix: id, confirmedAt, evidence } });
  return say({ type: 'FixSuggested', observedAt: at, data: { fix: id, evidence } });
}

/** A cause that comes and goes would fill the log: once it has passed by itself, it must stand for longer. */
function suggestsAt(fix: Fix, { since }: Standing, life: FixLife | undefined): Instant {
  const first = since + (fix.suggestAfterMs ?? STANDS_AFTER_MS);
  if (life?.status !== 'withdrawn') return first;
  return Math.max(first, Math.min(since + STANDS_AGAIN_AFTER_MS, life.turnedAt! + RELAPSES_WITHIN_MS));
}

/** The facts that a rule points at, each once; some are enough to find the rest. */
const MOST_POINTS = 8;

function pointsOf({ points }: Match): readonly number[] {
  const positions = points.flatMap(({ position }) => (position === undefined ? [] : [position]));
  return [...new Set(positions)].slice(0, MOST_POINTS);
}

/** A fix whose question fails is not answered: its life goes on as it was, and the other fixes with it. */
function attempt<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
