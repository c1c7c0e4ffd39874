import type { Instant } from '../replica/replica.events.ts';

/** One look in five minutes, as agents report; what turns to and fro within one look has turned once. */
export const LOOK_MS = 5 * 60_000;
export const LOOKS = 20;
const BEGINS_AT_SHARE = 0.3;
const ENDS_BELOW_SHARE = 0.25;
const CALM_TURNS = Math.ceil(ENDS_BELOW_SHARE * LOOKS) - 1;

/** The number of the look that a moment falls in. */
export const lookAt = (at: Instant) => Math.floor(at / LOOK_MS);

/** The looks in which an alert turned, with one more. */
export function withTurn(turns: readonly number[], at: Instant): readonly number[] {
  const look = lookAt(at);
  if (turns.includes(look)) return turns;
  return [...turns, look].sort((a, b) => a - b).slice(-LOOKS);
}

/** The share of the newest 20 looks in which it turned. */
export function shareOfTurns(turns: readonly number[], at: Instant): number {
  const now = lookAt(at);
  return turns.filter((look) => look > now - LOOKS && look <= now).length / LOOKS;
}

export const beginsToFlap = (share: number): boolean => share >= BEGINS_AT_SHARE;
export const endsToFlap = (share: number): boolean => share < ENDS_BELOW_SHARE;

/** When it will have been calm for long enough, if it does not turn again. */
export function calmAt(turns: readonly number[]): Instant {
  const last = turns.at(-1 - CALM_TURNS);
  return last === undefined ? 0 : (last + LOOKS) * LOOK_MS;
}
