import type { NewAlertEvent, NewNotification, Unnumbered, AlertEvent } from '../alert/alert.events.ts';
import type { Instant } from '../replica/replica.events.ts';
import { spellsOf, type Spell } from './alert-spells.ts';
import { figuresOf, median, type Figures } from './figures.ts';
import { dayOf, daysBetween } from './local-dates.ts';
import { problemsOf, stretchesOf, type Problem } from './problems.ts';
import { savedBy, type Saved } from './saved.ts';

/** What one policy made of what happened: everything that was decided, in order. */
export interface Replayed {
  readonly alerts: readonly NewAlertEvent[];
  readonly messages: readonly NewNotification[];
}

/** What really happened, whatever the policy: what people took, and which fixes were proven. */
export interface Happened {
  readonly taken: readonly Taken[];
  readonly confirmed: readonly ConfirmedFix[];
}
export interface Taken {
  readonly fingerprint: string;
  readonly by: string;
  readonly at: Instant;
}
export interface ConfirmedFix {
  readonly replica: string;
  readonly fix: string;
  readonly at: Instant;
}

export interface BacktestQuestion {
  readonly from: Instant;
  readonly to: Instant;
  /** IANA: of days and nights. */
  readonly timeZone: string;
  /** The replicas that it is about, and the mailbox of each. */
  readonly mailboxes: ReadonlyMap<string, string>;
}

/** Null where only one policy was asked about. */
export interface BacktestAnswer {
  readonly asIs: Figures;
  readonly proposed: Figures | null;
  /** Local days, counted from 1 January 1970, and how often alerts fired on each. */
  readonly days: readonly { readonly day: number; readonly asIs: number; readonly proposed: number | null }[];
  /** Real problems that the proposed policy tells later than the present one, or not at all; worst first. */
  readonly missed: readonly Missed[];
  readonly saved: Saved | null;
}

export interface Missed {
  readonly problem: Problem;
  /** Null: not told at all. */
  readonly laterMs: number | null;
}

/** What comes within a minute comes at the same time. */
const LATER_FROM_MS = 60_000;

/** Compares what two policies make of the same past. Pure: moments, days and nights are those of the question. */
export function compare(
  question: BacktestQuestion,
  happened: Happened,
  asIs: Replayed,
  proposed: Replayed | null,
): BacktestAnswer {
  const before = concerning(question, asIs);
  const after = proposed && concerning(question, proposed);
  const stretches = stretchesOf(question, before, after ?? []);
  const problems = problemsOf(question, happened, stretches);
  const telling = (which: 'toldAsIs' | 'toldProposed') => ({
    medianTimeToTellMs: median(stretches.flatMap(({ since, [which]: at }) => (at === null ? [] : [at - since]))),
    problems: problems.length,
    told: problems.filter((one) => one[which] !== null).length,
  });
  return {
    asIs: { ...figuresOf(question, before, asIs.messages), ...telling('toldAsIs') },
    proposed: after && { ...figuresOf(question, after, proposed!.messages), ...telling('toldProposed') },
    days: daysOf(question, before, after),
    missed: after ? missedOf(problems) : [],
    saved: after && savedBy(question, happened, before, after),
  };
}

/** Those of the replicas that are asked about, and of incidents that affected one of them. */
function concerning({ mailboxes }: BacktestQuestion, { alerts }: Replayed): Spell[] {
  return spellsOf(alerts.filter(isOfAlert)).filter(({ replica, members }) =>
    replica === null ? [...members.keys()].some((one) => mailboxes.has(one)) : mailboxes.has(replica),
  );
}

const isOfAlert = (event: NewAlertEvent): event is Unnumbered<AlertEvent> => 'alert' in event.data;

function daysOf({ from, to, timeZone }: BacktestQuestion, before: readonly Spell[], after: readonly Spell[] | null) {
  const count = (spells: readonly Spell[]) => {
    const counts = new Map<number, number>();
    for (const { firedAt } of spells) {
      if (firedAt < from || firedAt > to) continue;
      const day = dayOf(timeZone, firedAt);
      counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    return counts;
  };
  const asIs = count(before);
  const proposed = after && count(after);
  return daysBetween(timeZone, from, to).map((day) => ({
    day,
    asIs: asIs.get(day) ?? 0,
    proposed: proposed && (proposed.get(day) ?? 0),
  }));
}

function missedOf(problems: readonly Problem[]): Missed[] {
  const missed = problems.flatMap((problem): Missed[] => {
    const { toldAsIs, toldProposed } = problem;
    if (toldAsIs === null) return [];
    if (toldProposed === null) return [{ problem, laterMs: null }];
    return toldProposed - toldAsIs >= LATER_FROM_MS ? [{ problem, laterMs: toldProposed - toldAsIs }] : [];
  });
  return missed.sort((one, other) => weight(other) - weight(one) || one.problem.since - other.problem.since);
}

const weight = ({ laterMs }: Missed): number => laterMs ?? Number.MAX_SAFE_INTEGER;
