/** Milliseconds since 1970 in UTC. */
export type Instant = number;

/** From `from` up to, not including, `to`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);

export const iso = (at: Instant): string => new Date(at).toISOString();

/** A period that comes back for ever, and has always come back: a fleet must not run out of stories. */
export interface Recurring {
  readonly first: Period;
  readonly everyMs: number;
}

/** The newest that began at or before `at`. */
export function newest({ first, everyMs }: Recurring, at: Instant): Period {
  const shift = Math.floor((at - first.from) / everyMs) * everyMs;
  return { from: first.from + shift, to: first.to + shift };
}

/** The one that `at` lies in. */
export function during(recurring: Recurring, at: Instant): Period | null {
  const period = newest(recurring, at);
  return at < period.to ? period : null;
}

/** How many began after `after` and not after `at`. */
export function begunBetween({ first, everyMs }: Recurring, after: Instant, at: Instant): number {
  return Math.floor((at - first.from) / everyMs) - Math.floor((after - first.from) / everyMs);
}
