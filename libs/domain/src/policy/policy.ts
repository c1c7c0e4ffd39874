import type { Thresholds, WorkingHours } from '@lockstep/contracts';

/** What counts as out of step for a group of replicas, and when their clients are expected to be on. */
export interface Policy extends Thresholds {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Null: at any time. */
  readonly workingHours: WorkingHours | null;
}

const minutes = (count: number) => count * 60_000;
const hours = (count: number) => minutes(count * 60);
const days = (count: number) => hours(count * 24);

export const DEFAULT_POLICY: Policy = {
  id: 'default',
  name: 'Default',
  version: 1,
  workingHours: null,
  silent: {
    intervals: 3,
    atLeastMs: minutes(15),
    criticalAfterMs: hours(24),
    missingAfterMs: days(30),
    neverReportedAlertsAfterMs: hours(24),
  },
  stale: { warningAfterOnMs: hours(4), criticalAfterOnMs: hours(24), criticalAfterCalendarMs: days(7) },
  mismatch: {
    graceMs: minutes(30),
    warning: { items: 10, share: 0.01, anyAfterOnMs: hours(24) },
    critical: { items: 100, orItems: 10, andShare: 0.05, inboxAnyAfterMs: minutes(60) },
    clears: { shareOfThreshold: 0.5, heldMs: minutes(10) },
  },
  pending: { reports: 2, forMs: minutes(30) },
  suspected: { users: 3, share: 0.2, criticalShare: 0.5, withinMs: minutes(30), clearsBelowShare: 0.1 },
};
