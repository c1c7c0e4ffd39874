import type { Instant } from '../replica/replica.events.ts';
import type { Spell } from './alert-spells.ts';
import type { BacktestQuestion, ConfirmedFix, Happened, Taken } from './backtest.ts';

/** What has lasted so long was no passing trouble. */
export const LASTED_MS = 24 * 3_600_000;
/** A fix is proven by later reports; what proves it comes a while after the trouble is over. */
const PROVEN_WITHIN_MS = 24 * 3_600_000;

/**
 * A real problem: a stretch of time in which alerts of one replica fire, by either policy, and
 * - one of them lasted for 24 h, where it was not the agent's silence (a device that is off is no trouble with synchronization);
 * - or a person took one of them;
 * - or a fix was confirmed on the replica by the end of it, or within a day.
 * It is told when the first alert of it fires: of the replica, or of an incident that affects it.
 */
export interface Problem {
  readonly replica: string;
  readonly mailbox: string;
  readonly since: Instant;
  /** Null: it goes on. */
  readonly endedAt: Instant | null;
  readonly because:
    | { readonly what: 'fixed'; readonly fix: string }
    | { readonly what: 'taken'; readonly by: string }
    | { readonly what: 'lasted' };
  /** Null: not told. */
  readonly toldAsIs: Instant | null;
  readonly toldProposed: Instant | null;
}

/** A stretch of time in which alerts of one replica fire, by either policy, real or not. */
export interface Stretch {
  readonly replica: string;
  readonly since: Instant;
  endedAt: Instant | null;
  readonly spells: Spell[];
  toldAsIs: Instant | null;
  toldProposed: Instant | null;
}

/** Those in which something began to fire in the time that is asked about. */
export function stretchesOf(
  { from, to }: BacktestQuestion,
  asIs: readonly Spell[],
  proposed: readonly Spell[],
): Stretch[] {
  const told = { asIs: tellings(asIs), proposed: tellings(proposed) };
  const ofReplica = grouped(
    [...asIs, ...proposed].filter(({ replica, rule }) => replica !== null && rule !== 'lockstep'),
    ({ replica }) => replica!,
  );
  const stretches: Stretch[] = [];
  for (const [replica, spells] of ofReplica) {
    for (const stretch of overlapping(replica, spells)) {
      if (!stretch.spells.some(({ firedAt }) => firedAt >= from && firedAt <= to)) continue;
      const { since, endedAt } = stretch;
      const firstWithin = (moments: readonly Instant[] = []) =>
        moments.find((at) => at >= since && at <= (endedAt ?? to)) ?? null;
      stretch.toldAsIs = firstWithin(told.asIs.get(replica));
      stretch.toldProposed = firstWithin(told.proposed.get(replica));
      stretches.push(stretch);
    }
  }
  return stretches.sort((one, other) => one.since - other.since);
}

export function problemsOf(
  { to, mailboxes }: BacktestQuestion,
  { taken, confirmed }: Happened,
  stretches: readonly Stretch[],
): Problem[] {
  const takenBy = grouped(taken, ({ fingerprint }) => fingerprint);
  const fixed = grouped(confirmed, ({ replica }) => replica);
  return stretches.flatMap((stretch): Problem[] => {
    const { replica, since, endedAt, toldAsIs, toldProposed } = stretch;
    const because = whyReal(stretch, to, takenBy, fixed.get(replica) ?? []);
    const mailbox = mailboxes.get(replica)!;
    return because === null ? [] : [{ replica, mailbox, since, endedAt, because, toldAsIs, toldProposed }];
  });
}

/** Alerts of one replica that overlap are about one problem. */
function overlapping(replica: string, spells: readonly Spell[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const spell of [...spells].sort((one, other) => one.since - other.since)) {
    const last = stretches.at(-1);
    if (last && (last.endedAt === null || spell.since <= last.endedAt)) {
      last.spells.push(spell);
      if (last.endedAt !== null) last.endedAt = spell.endedAt === null ? null : Math.max(last.endedAt, spell.endedAt);
    } else {
      const { since, endedAt } = spell;
      stretches.push({ replica, since, endedAt, spells: [spell], toldAsIs: null, toldProposed: null });
    }
  }
  return stretches;
}

function whyReal(
  { since, endedAt, spells }: Stretch,
  to: Instant,
  takenBy: ReadonlyMap<string, readonly Taken[]>,
  fixed: readonly ConfirmedFix[],
): Problem['because'] | null {
  const end = endedAt ?? to;
  const fix = fixed.find(({ at }) => at >= since && at <= end + PROVEN_WITHIN_MS);
  if (fix) return { what: 'fixed', fix: fix.fix };
  const took = spells
    .flatMap(({ fingerprint }) => takenBy.get(fingerprint) ?? [])
    .find(({ at }) => at >= since && at <= end);
  if (took) return { what: 'taken', by: took.by };
  const lasted = spells.some((spell) => spell.rule !== 'silent' && (spell.endedAt ?? to) - spell.since >= LASTED_MS);
  return lasted ? { what: 'lasted' } : null;
}

/** When something was told of each replica, in order. */
function tellings(spells: readonly Spell[]): ReadonlyMap<string, readonly Instant[]> {
  const told = new Map<string, Instant[]>();
  const add = (replica: string, at: Instant) => {
    const moments = told.get(replica);
    if (moments) moments.push(at);
    else told.set(replica, [at]);
  };
  for (const { replica, firedAt, members } of spells) {
    if (replica !== null) add(replica, firedAt);
    else for (const [member, joinedAt] of members) add(member, Math.max(firedAt, joinedAt));
  }
  for (const moments of told.values()) moments.sort((one, other) => one - other);
  return told;
}

function grouped<T>(all: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(by(one));
    if (group) group.push(one);
    else groups.set(by(one), [one]);
  }
  return groups;
}
