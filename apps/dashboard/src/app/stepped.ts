import { MINUTE } from '../figures/time.ts';

/** The moment a step away from the one that is looked at, on a whole minute; undefined: now, which has no tomorrow. */
export function steppedTo(at: string | undefined, stepMs: number, now: number): string | undefined {
  const moment = (at === undefined ? now : Date.parse(at)) + stepMs;
  const minute = Math.floor(moment / MINUTE) * MINUTE;
  return minute > now - MINUTE ? undefined : new Date(Math.max(0, minute)).toISOString();
}
