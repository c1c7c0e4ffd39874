import type { Instant } from '../time.ts';

export type Clock = () => Instant;

/** Runs `speed` times as fast as the wall's from `from` on, and with it once it has caught up: never in the future. */
export function storyClock(from: Instant, speed: number, wall: Clock = Date.now): Clock {
  const begun = wall();
  return () => Math.min(wall(), from + (wall() - begun) * speed);
}
