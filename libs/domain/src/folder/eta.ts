import type { FolderFacts } from '../replica/facts.ts';
import type { Instant } from '../replica/replica.events.ts';
import { type Pace, paceOf } from './pace.ts';

export interface Eta {
  readonly at: Instant;
  readonly earliest: Instant;
  readonly latest: Instant;
}

const LONGEST_MS = 7 * 86_400_000;

/**
 * When a folder that catches up should be equal, with a range.
 * Null rather than silly: too few points, no clear fall, or more than a week to go.
 */
export function eta({ backlog }: FolderFacts, now: Instant): Eta | null {
  if (backlog === null) return null;
  const left = backlog[backlog.length - 1]!;
  return arrival(
    left,
    paceOf(backlog, now, ({ slow }) => left / slow <= LONGEST_MS),
    now,
  );
}

/** A folder that was not stated again is unchanged: what was left then is left now. */
export function arrival(left: number, pace: Pace | null, now: Instant): Eta | null {
  if (pace === null || left / pace.slow > LONGEST_MS) return null;
  const reach = (perMs: number) => Math.round(now + left / perMs);
  return { at: reach(pace.perMs), earliest: reach(pace.fast), latest: reach(pace.slow) };
}
