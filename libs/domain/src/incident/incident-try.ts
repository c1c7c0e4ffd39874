import { FAILS_AFTER_MS } from '../fix/fails-at.ts';
import type { Instant } from '../replica/replica.events.ts';

/** Stream `incident-tries`: a person did what an incident calls for, once for all its replicas. */
export interface IncidentFixTried {
  readonly type: 'IncidentFixTried';
  readonly observedAt: Instant;
  readonly position: number;
  readonly data: { readonly incident: string; readonly fix: string; readonly by: string; readonly note?: string };
}

/** `withdrawn`: the incident was over before it was tried, as reports that came later show. */
export interface IncidentTryOutcome {
  readonly status: 'tried' | 'confirmed' | 'failed' | 'withdrawn';
  /** Null: nothing is concluded yet. */
  readonly turnedAt: Instant | null;
}

/**
 * What became of a try by a moment `now`: an incident that ends within a day of it confirms it, and one that goes on for longer has it failed. An
 * incident ends because its replicas recovered; nobody says so. `closedAt` null: it is open.
 */
export function outcomeOfTry(triedAt: Instant, closedAt: Instant | null, now: Instant): IncidentTryOutcome {
  const failsAt = triedAt + FAILS_AFTER_MS;
  if (closedAt !== null && closedAt <= triedAt) return { status: 'withdrawn', turnedAt: triedAt };
  if (closedAt !== null && closedAt <= now && closedAt <= failsAt) return { status: 'confirmed', turnedAt: closedAt };
  return now >= failsAt ? { status: 'failed', turnedAt: failsAt } : { status: 'tried', turnedAt: null };
}
