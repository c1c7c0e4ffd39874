import type { AlertRule, AlertStatus, MaintenanceInput, Matcher, Severity } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { AlertDiagnosis, SuppressedBy } from './alert.events.ts';

/** One alert as its events leave it. Never changed in place: another one takes its stead. */
export interface AlertState {
  readonly id: string;
  readonly fingerprint: string;
  readonly rule: AlertRule;
  readonly kind: string | null;
  readonly status: AlertStatus;
  /** The worst it has had since it fired; null while pending. */
  readonly severity: Severity | null;
  readonly title: string;
  readonly text: string;
  readonly replica: string | null;
  readonly incident: string | null;
  readonly mailbox: string | null;
  readonly server: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly users: number;
  readonly folders: number;
  readonly diagnosis: AlertDiagnosis | null;
  readonly since: Instant;
  /** Of this life: one that regressed begins anew. */
  readonly firedAt: Instant | null;
  readonly recoveringSince: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly regressedAt: Instant | null;
  readonly acknowledged: Acknowledged | null;
  readonly assignee: string | null;
  /** When it was last let go of by whoever had it: from then on it waits to be taken. */
  readonly releasedAt: Instant | null;
  readonly comment: { readonly by: string; readonly at: Instant; readonly comment: string } | null;
  readonly suppressed: readonly SuppressedBy[];
  /** When the newest suppression ended. */
  readonly heardAt: Instant | null;
  readonly flapping: boolean;
  /** Numbers of the looks in which it turned, oldest first, no more than count. */
  readonly turns: readonly number[];
  readonly fixedBy: string | null;
  /** The alert of the larger incident that its own has become a part of. */
  readonly mergedInto: string | null;
}

export interface Acknowledged {
  readonly by: string;
  readonly at: Instant;
  /** Null: until it is resolved. */
  readonly until: Instant | null;
  readonly comment: string | null;
}

export interface SilenceState {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly endsOnResolve: boolean;
}

export interface MaintenanceState {
  readonly id: string;
  readonly by: string;
  readonly input: MaintenanceInput;
}

/**
 * All alerts that are open or were resolved within a day, and what keeps them quiet: a function of their events alone.
 * The maps are changed in place by `evolveAlerts`, and by nothing else.
 */
export interface AlertsState {
  /** The newest moment that any event named, or the one that the clock has reached since: it may have been set back. */
  at: Instant;
  /** The newest moment of the clock, up to which everything that time decides is decided. Facts come in between. */
  reachedAt: Instant;
  /** The highest number that an alert has. */
  numbered: number;
  readonly alerts: Map<string, AlertState>;
  /** In force; one that ended is forgotten. */
  readonly silences: Map<string, SilenceState>;
  readonly maintenance: Map<string, MaintenanceState>;
  /** Replicas of each incident's alert. */
  readonly members: Map<string, Set<string>>;

  /** These follow from the ones above. */
  readonly byFingerprint: Map<string, string>;
  readonly byReplica: Map<string, Set<string>>;
  readonly byIncident: Map<string, string>;
  readonly memberOf: Map<string, Set<string>>;
}

export function initialAlerts(): AlertsState {
  return {
    at: 0,
    reachedAt: 0,
    numbered: 0,
    alerts: new Map(),
    silences: new Map(),
    maintenance: new Map(),
    members: new Map(),
    byFingerprint: new Map(),
    byReplica: new Map(),
    byIncident: new Map(),
    memberOf: new Map(),
  };
}

export const isOpen = ({ status }: AlertState): boolean => status !== 'resolved';
export const isTaken = ({ acknowledged, assignee }: AlertState): boolean => acknowledged !== null || assignee !== null;
