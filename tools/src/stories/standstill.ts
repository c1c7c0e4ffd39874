import type { Attempt } from '@lockstep/contracts';
import { during, iso, newest, seconds, type Instant, type Recurring } from '../time.ts';
import type { Course, Moment } from './story.ts';

/** The agent reports, and no synchronization completes; afterwards one fetches what was missed, at a steady pace. */
export function standstill(ordinary: Course, when: Recurring, catchUpMs: number): Course {
  return (at) => {
    const now = ordinary(at);
    const { from, to } = newest(when, at);
    if (at < to) return { ...now, synchronizedAt: ordinary(from).synchronizedAt };
    if (at < to + catchUpMs) return catchingUp(now, ordinary(from).synchronizedAt, (at - to) / catchUpMs);
    return now;
  };
}

export function catchingUp(now: Moment, since: Instant, fetched: number): Moment {
  return { ...now, synchronizedAt: since, fetched };
}

/** The synchronization that ends each standstill, begun by hand. */
export function endedByHand(when: Recurring, catchUpMs: number): (after: Instant, until: Instant) => Attempt[] {
  return (after, until) => {
    const startedAt = newest(when, until - catchUpMs).to;
    const endedAt = startedAt + Math.max(catchUpMs, seconds(40));
    if (endedAt <= after || endedAt > until) return [];
    return [{ startedAt: iso(startedAt), endedAt: iso(endedAt), trigger: 'manual', outcome: 'succeeded' }];
  };
}

/** One try `afterMs` after it began, of which not all came. */
export function triedOnce(
  when: Recurring,
  afterMs: number,
  trigger: 'manual' | 'schedule',
  error: string,
): (after: Instant, until: Instant) => Attempt[] {
  return (after, until) => {
    const startedAt = newest(when, until - afterMs).from + afterMs;
    if (startedAt <= after || !during(when, startedAt)) return [];
    const endedAt = iso(startedAt + seconds(70));
    return [{ startedAt: iso(startedAt), endedAt, trigger, outcome: 'partial', error }];
  };
}

/** Attempts that a schedule makes in vain, one each `everyMs`, while the trouble lasts. */
export function failing(
  when: Recurring,
  everyMs: number,
  error: string,
): (after: Instant, until: Instant) => Attempt[] {
  return (after, until) => {
    const { from, to } = newest(when, until);
    const attempts: Attempt[] = [];
    const last = Math.min(until, to);
    for (let at = last - ((last - from) % everyMs); at > after && at > from; at -= everyMs) {
      attempts.unshift({
        startedAt: iso(at - seconds(31)),
        endedAt: iso(at),
        trigger: 'schedule',
        outcome: 'failed',
        error,
      });
    }
    return attempts.slice(-10);
  };
}
