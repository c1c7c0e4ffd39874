/** Thresholds for a group of replicas. Units stand in the names; shares are 0 to 1. */
export interface Policy {
  readonly name: string;
  readonly version: number;
  readonly silent: {
    readonly intervals: number;
    readonly atLeastMs: number;
    readonly criticalAfterMs: number;
    readonly missingAfterMs: number;
    readonly neverReportedAlertsAfterMs: number;
  };
  readonly stale: {
    readonly warningAfterOnMs: number;
    readonly criticalAfterOnMs: number;
    readonly criticalAfterCalendarMs: number;
  };
  readonly mismatch: {
    readonly graceMs: number;
    readonly warning: { readonly items: number; readonly share: number; readonly anyAfterOnMs: number };
    readonly critical: {
      readonly items: number;
      readonly orItems: number;
      readonly andShare: number;
      readonly inboxAnyAfterMs: number;
    };
    readonly clears: { readonly shareOfThreshold: number; readonly heldMs: number };
  };
  readonly pending: { readonly reports: number; readonly forMs: number };
}

const minutes = (count: number) => count * 60_000;
const hours = (count: number) => minutes(count * 60);
const days = (count: number) => hours(count * 24);

export const DEFAULT_POLICY: Policy = {
  name: 'Default',
  version: 1,
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
};
