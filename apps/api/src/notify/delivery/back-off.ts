type Instant = number;

export const FIRST_WAIT_MS = 5_000;
export const LONGEST_WAIT_MS = 10 * 60_000;
/** What another side may ask for at most: it must not put a message off for a week. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000;
export const MOST_ATTEMPTS = 20;
export const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

export interface FailedAttempt {
  /** Which one since the message was made, or since a person put it back: from 1. */
  readonly attempt: number;
  /** When it was made or put back. */
  readonly since: Instant;
  readonly now: Instant;
  readonly permanent: boolean;
  readonly retryAfterMs?: number;
}

/**
 * When to try again; null: never, it is dead. Waits double from 5 s to 10 min; half of each is left to chance (`random`: 0 to 1), so that
 * many messages to one other side do not come back at once. A `Retry-After` is waited for, an hour at most.
 */
export function nextAttemptAt(failed: FailedAttempt, random: () => number): Instant | null {
  const { attempt, since, now, permanent, retryAfterMs = 0 } = failed;
  if (permanent || attempt >= MOST_ATTEMPTS) return null;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt - 1, 30));
  const asked = Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, retryAfterMs));
  const at = now + Math.max(Math.round(wait * (0.5 + random() / 2)), asked);
  return at - since > GIVE_UP_AFTER_MS ? null : at;
}
