type Instant = number;

const SHORT_MS = 60_000;
const MOST_GRACE_MS = 5 * 60_000;

/**
 * Until when nobody is called silent. A server that was away for a moment owes nobody a grace; one that was away for longer gives the
 * agents as much time to come back as it was away, five minutes at most, which is the longest that an agent waits before it tries again.
 */
export function holdUntil(now: Instant, newestFactAt: Instant | null, mostGraceMs: number = MOST_GRACE_MS): Instant {
  const awayMs = newestFactAt === null ? 0 : now - newestFactAt;
  return awayMs <= SHORT_MS ? now : now + Math.min(awayMs, mostGraceMs);
}
