import type { Policy } from '../policy/policy.ts';
import type { Instant } from './replica.events.ts';

/**
 * Two clocks of a replica that run only while its agent is heard.
 *
 * `on` is client-on time. After each report the agent is taken to be on for one interval; what lies between two reports
 * counts whole unless it was a silence. So a weekend with the lid closed is an interval long, and neither clock ever goes back.
 *
 * `calendar` also counts nights and weekends: only a silence that was itself critical (24 h by default) is left out.
 * Before the first report nothing is known, so `calendar` runs there and `on` does not.
 */
export interface OnClock {
  /** Observed time of the newest report, and the clocks then. */
  at: Instant;
  on: number;
  calendar: number;
  /** What the newest report said; milliseconds. */
  intervalMs: number;
  /** Where a clock changed its pace, oldest first: `at, on, calendar, at, …`. The last is the start of the stretch that runs now. */
  knots: number[];
}

export const newClock = (): OnClock => ({ at: 0, on: 0, calendar: 0, intervalMs: 0, knots: [] });

const KNOT = 3;
const MOST_KNOTS = 24 * KNOT;

/** How long after its last report an agent is silent. */
export function silentAfter(clock: OnClock, policy: Policy): number {
  return Math.max(policy.silent.intervals * clock.intervalMs, policy.silent.atLeastMs);
}

/** Client-on time up to `at`. */
export function onAt(clock: OnClock, at: Instant): number {
  if (at >= clock.at) return clock.on + Math.min(at - clock.at, clock.intervalMs);
  return at >= clock.knots[clock.knots.length - KNOT]! ? clock.on - (clock.at - at) : reading(clock, at, 1);
}

/** Calendar time up to `at`, long silences left out. */
export function calendarAt(clock: OnClock, at: Instant): number {
  if (at >= clock.at) return clock.calendar + (at - clock.at);
  return at >= clock.knots[clock.knots.length - KNOT]! ? clock.calendar - (clock.at - at) : reading(clock, at, 2);
}

/** The moment at which client-on time reaches `on` if nothing more is heard; never, if it would not. */
export function whenOn(clock: OnClock, on: number): Instant {
  return on <= clock.on + clock.intervalMs ? clock.at + (on - clock.on) : Infinity;
}

/** A report was observed at `at`. */
export function hear(clock: OnClock, at: Instant, intervalMs: number, policy: Policy): void {
  if (clock.knots.length === 0) {
    clock.at = at;
    clock.knots.push(at, 0, 0);
  } else if (at > clock.at) {
    const gap = at - clock.at;
    if (gap <= silentAfter(clock, policy)) {
      clock.on += gap;
      clock.calendar += gap;
    } else {
      leaveOutSilence(clock, gap, policy);
    }
    clock.at = at;
  }
  clock.intervalMs = intervalMs;
}

function leaveOutSilence(clock: OnClock, gap: number, policy: Policy): void {
  const { at, on, calendar, intervalMs, knots } = clock;
  const presumed = Math.min(gap, intervalMs);
  clock.on = on + presumed;
  clock.calendar = calendar + (gap >= policy.silent.criticalAfterMs ? presumed : gap);
  knots.push(at + presumed, clock.on, calendar + presumed, at + gap, clock.on, clock.calendar);
  forget(clock, policy);
}

/** Keeps what a deadline can still ask for. Among very many stretches the oldest flow together: their sum stays right. */
function forget(clock: OnClock, policy: Policy): void {
  const { knots } = clock;
  const enoughOn = clock.on - Math.max(policy.stale.criticalAfterOnMs, policy.mismatch.warning.anyAfterOnMs);
  const enoughCalendar = clock.calendar - policy.stale.criticalAfterCalendarMs;
  let spent = 0;
  while (
    spent + 2 * KNOT < knots.length &&
    knots[spent + KNOT + 1]! < enoughOn &&
    knots[spent + KNOT + 2]! < enoughCalendar
  )
    spent += KNOT;
  if (spent > 0) knots.splice(0, spent);
  if (knots.length > MOST_KNOTS) knots.splice(KNOT, 2 * KNOT);
}

/** Between two knots a clock runs evenly; `which` is 1 for on, 2 for calendar. */
function reading(clock: OnClock, at: Instant, which: 1 | 2): number {
  const { knots } = clock;
  let index = knots.length - KNOT;
  while (index >= 0 && knots[index]! > at) index -= KNOT;
  if (index < 0) return which === 1 ? knots[1]! : knots[2]! - (knots[0]! - at);

  const from = knots[index]!;
  const until = index + KNOT < knots.length ? knots[index + KNOT]! : clock.at;
  const low = knots[index + which]!;
  const high = index + KNOT < knots.length ? knots[index + KNOT + which]! : which === 1 ? clock.on : clock.calendar;
  return until === from ? high : Math.round(low + ((high - low) * (at - from)) / (until - from));
}
