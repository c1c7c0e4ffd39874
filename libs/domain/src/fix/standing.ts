import type { Instant } from '../replica/replica.events.ts';

/**
 * A cause must fit, or not fit, for so long before anything is concluded: two reports of five minutes, as mismatches are held.
 * A fix may ask for longer before it is suggested.
 */
export const STANDS_AFTER_MS = 10 * 60_000;

/** Since when a rule fits, though it may have let go for less than it takes to say so. */
export interface Standing {
  readonly fix: string;
  readonly since: Instant;
  /** Since when it no longer fits; null: it fits. */
  readonly until: Instant | null;
}

/** What stands at a moment. Rules that could not be judged are left as they were. */
export function standingAt(
  before: readonly Standing[],
  fits: ReadonlySet<string>,
  notJudged: ReadonlySet<string>,
  at: Instant,
): Standing[] {
  const standing: Standing[] = [];
  const known = new Set<string>();
  for (const one of before) {
    known.add(one.fix);
    if (notJudged.has(one.fix)) standing.push(one);
    else if (fits.has(one.fix)) standing.push(one.until === null ? one : { ...one, until: null });
    else if (one.until === null) standing.push({ ...one, until: at });
    else if (at - one.until < STANDS_AFTER_MS) standing.push(one);
  }
  for (const fix of fits) if (!known.has(fix)) standing.push({ fix, since: at, until: null });
  return standing;
}
