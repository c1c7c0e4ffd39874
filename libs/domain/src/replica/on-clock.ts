import type { WorkingHours } from '@lockstep/contracts';
import type { Policy } from '../policy/policy.ts';
import { expectedDaysMs, expectedOnMs, whenExpectedDays, whenExpectedOn } from '../policy/working-time.ts';
import type { Instant } from './replica.events.ts';

/**
 * Two clocks of a replica that run only while its agent is heard.
 *
 * `on` is client-on time. After each report the agent is taken to be on for one interval; what lies between two reports
 * counts whole unless it was a silence. So a weekend with the lid closed is an interval long, and neither clock ever goes back.
 *
 * `calendar` also counts nights and weekends: only a silence that was itself critical (24 h by default) is left out.
 * Before the first report nothing is known, so `calendar` runs there and `on` does not.
 *
 * Where the policy has working hours, `on` runs within them only, and `calendar` on the local days that have any.
 */
export interface OnClock {
  /** Observed time of the newest report, and the clocks then. */
  at: Instant;
  on: number;
  calendar: number;
  /** How much client-on time lies between the report before the newest and the newest. */
  step: number;
  /** What the newest report said; milliseconds. */
  intervalMs: number;
  /** Where a clock changed its pace, oldest first: `at, on, calendar, at, …`. The last is the start of the stretch that runs now. */
  knots: number[];
  /** Not stored, for it is the policy's. Null: at any time. Those of since the last knot. */
  hours: WorkingHours | null;
}

export function newClock(hours: WorkingHours | null = null): OnClock {
  return { at: 0, on: 0, calendar: 0, step: 0, intervalMs: 0, knots: [], hours };
}

const KNOT = 3;
const MOST_KNOTS = 24 * KNOT;

/** How long after its last report an agent is silent. */
export function silentAfter(clock: OnClock, policy: Policy): number {
  return Math.max(policy.silent.intervals * clock.intervalMs, policy.silent.atLeastMs);
}

/** Until when nothing is amiss if nothing is heard: then the next report is due. */
export const expectedUntil = ({ at, intervalMs }: OnClock): Instant => at + intervalMs;

/** Client-on time up to `at`. */
export function onAt(clock: OnClock, at: Instant): number {
  if (at >= clock.at) return clock.on + onBetween(clock, clock.at, Math.min(at, clock.at + clock.intervalMs));
  return at >= clock.knots[clock.knots.length - KNOT]!
    ? clock.on - onBetween(clock, at, clock.at)
    : reading(clock, at, 1);
}

/** Calendar time up to `at`, long silences left out. */
export function calendarAt(clock: OnClock, at: Instant): number {
  if (at >= clock.at) return clock.calendar + calendarBetween(clock, clock.at, at);
  return at >= clock.knots[clock.knots.length - KNOT]!
    ? clock.calendar - calendarBetween(clock, at, clock.at)
    : reading(clock, at, 2);
}

/** The moment at which client-on time reaches `on` if nothing more is heard; never, if it would not. */
export function whenOn(clock: OnClock, on: number): Instant {
  const { hours } = clock;
  if (hours === null || on <= clock.on)
    return on <= clock.on + clock.intervalMs ? clock.at + (on - clock.on) : Infinity;
  const left = on - clock.on;
  const until = clock.at + clock.intervalMs;
  return expectedOnMs(hours, clock.at, until) < left ? Infinity : whenExpectedOn(hours, clock.at, left);
}

/** The moment at which calendar time reaches `calendar` if nothing more is heard. */
export function whenCalendar({ at, calendar: reached, hours }: OnClock, calendar: number): Instant {
  const left = calendar - reached;
  return hours === null || left <= 0 ? at + left : whenExpectedDays(hours, at, left);
}

/** Other working hours, from the newest report on. What was counted by then stays as it was counted. */
export function changeHours(clock: OnClock, hours: WorkingHours | null): void {
  if (clock.hours === hours) return;
  clock.hours = hours;
  const { knots } = clock;
  if (knots.length > 0 && knots[knots.length - KNOT]! < clock.at) knots.push(clock.at, clock.on, clock.calendar);
}

function onBetween({ hours }: OnClock, from: Instant, to: Instant): number {
  return hours === null ? to - from : expectedOnMs(hours, from, to);
}

function calendarBetween({ hours }: OnClock, from: Instant, to: Instant): number {
  return hours === null ? to - from : expectedDaysMs(hours, from, to);
}

/** A report was observed at `at`. */
export function hear(clock: OnClock, at: Instant, intervalMs: number, policy: Policy): void {
  if (clock.knots.length === 0) {
    clock.at = at;
    clock.knots.push(at, 0, 0);
  } else if (at > clock.at) {
    const gap = at - clock.at;
    const { on } = clock;
    if (gap <= silentAfter(clock, policy)) {
      clock.on += onBetween(clock, clock.at, at);
      clock.calendar += calendarBetween(clock, clock.at, at);
    } else {
      leaveOutSilence(clock, gap, policy);
    }
    clock.step = clock.on - on;
    clock.at = at;
  }
  clock.intervalMs = intervalMs;
}

function leaveOutSilence(clock: OnClock, gap: number, policy: Policy): void {
  const { at, on, calendar, intervalMs, knots } = clock;
  const heard = at + gap;
  const until = Math.min(heard, at + intervalMs);
  const presumed = calendar + calendarBetween(clock, at, until);
  clock.on = on + onBetween(clock, at, until);
  clock.calendar = gap >= policy.silent.criticalAfterMs ? presumed : calendar + calendarBetween(clock, at, heard);
  knots.push(until, clock.on, presumed, heard, clock.on, clock.calendar);
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

/** Between two knots a clock runs evenly, over the time that its working hours count; `which` is 1 for on, 2 for calendar. */
function reading(clock: OnClock, at: Instant, which: 1 | 2): number {
  const { knots } = clock;
  let index = knots.length - KNOT;
  while (index >= 0 && knots[index]! > at) index -= KNOT;
  if (index < 0) return which === 1 ? knots[1]! : knots[2]! - calendarBetween(clock, at, knots[0]!);

  const from = knots[index]!;
  const until = index + KNOT < knots.length ? knots[index + KNOT]! : clock.at;
  const low = knots[index + which]!;
  const high = index + KNOT < knots.length ? knots[index + KNOT + which]! : which === 1 ? clock.on : clock.calendar;
  if (until === from || low === high) return high;
  const between = which === 1 ? onBetween : calendarBetween;
  const counted = between(clock, from, until);
  // Counted by the hours of then, of which the ones of now have none here: then evenly over all of it.
  return counted === 0
    ? Math.round(low + ((high - low) * (at - from)) / (until - from))
    : Math.round(low + ((high - low) * between(clock, from, at)) / counted);
}
