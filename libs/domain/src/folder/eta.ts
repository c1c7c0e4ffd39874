import type { Instant } from '../replica/replica.events.ts';
import { type Pace, paceOf } from './pace.ts';

/** When a backlog should be worked off, with a range. */
export interface Eta {
  readonly at: Instant;
  readonly earliest: Instant;
  readonly latest: Instant;
}

const LONGEST_MS = 7 * 86_400_000;

/**
 * By the pace of its recent past. Null rather than silly: too few points, no clear fall, or more than a week to go.
 * A folder that was not stated again is unchanged: what was left then is left now.
 */
export function etaOf(points: readonly number[], left: number, now: Instant): { pace: Pace; eta: Eta } | null {
  const pace = paceOf(points, now, ({ slow }) => left / slow <= LONGEST_MS);
  if (pace === null) return null;
  const reach = (perMs: number) => Math.round(now + left / perMs);
  return { pace, eta: { at: reach(pace.perMs), earliest: reach(pace.fast), latest: reach(pace.slow) } };
}
