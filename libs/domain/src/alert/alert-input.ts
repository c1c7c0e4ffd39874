import type { FolderPath, MaintenanceInput, Matcher, Severity } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { AlertDiagnosis } from './alert.events.ts';

/** What alerts are decided from. `at`: when it became known; a moment before the newest event counts as that one. */
export type AlertInput = ConditionsInput | IncidentInput | IllInput | PersonInput | ClockInput;

/** All conditions that hold of a replica after a fact, pending ones too; none of one that retired. */
export interface ConditionsInput {
  readonly kind: 'conditions';
  readonly at: Instant;
  readonly replica: AlertReplica;
  readonly open: readonly Condition[];
  /** As far as it is known: how many judged folders there are, and by how much those that differ do. */
  readonly folders?: FoldersKnown;
  readonly diagnosis?: AlertDiagnosis | null;
  /** The fix that was confirmed or tried on it last. */
  readonly fix?: string | null;
}

export interface AlertReplica {
  readonly id: string;
  readonly mailbox: string;
  /** Of its person; absent: the mailbox is the name. */
  readonly name?: string | null;
  readonly device: string;
  readonly server: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly client?: string | null;
}

export interface FoldersKnown {
  readonly total: number;
  /** server − offline − expected − accepted, of folders that differ; null: a count is unknown. */
  readonly differences: readonly (readonly [path: FolderPath, difference: number | null])[];
}

/** An incident after one of its events. */
export interface IncidentInput {
  readonly kind: 'incident';
  readonly at: Instant;
  readonly incident: {
    readonly id: string;
    readonly scope: 'server' | 'site' | 'client';
    readonly name: string;
    readonly symptom: string;
    /** Since when its replicas are affected, which is known later; absent: since it is known. */
    readonly since?: Instant;
    readonly title: string;
    readonly severity: Severity;
    /** Replicas that this event made join, or leave. */
    readonly joined: readonly string[];
    readonly left: readonly string[];
    readonly users: number;
    readonly replicas: number;
    readonly total: number;
    readonly closed: boolean;
    /** Closed because it was a part of this other incident. */
    readonly mergedInto?: string | null;
  };
}

/** An ill of Lockstep itself; `cleared`: it is over. */
export interface IllInput {
  readonly kind: 'ill';
  readonly at: Instant;
  readonly ill:
    | { readonly id: string; readonly title: string; readonly text: string; readonly severity: Severity }
    | { readonly id: string; readonly cleared: true };
}

/**
 * Time passed. Everything that time decides is decided, and what keeps alerts quiet is weighed anew: so it is also the input
 * after a person's word that was appended elsewhere and only folded here.
 */
export interface ClockInput {
  readonly kind: 'clock';
  readonly at: Instant;
}

export interface PersonInput {
  readonly kind: 'person';
  readonly at: Instant;
  readonly command: PersonCommand;
}

/** A command that has nothing to act on (no such alert, or it is resolved) adds nothing. */
export type PersonCommand =
  | {
      readonly do: 'acknowledge';
      readonly alert: string;
      readonly by: string;
      readonly until: Instant | null;
      readonly comment?: string;
    }
  | { readonly do: 'unacknowledge'; readonly alert: string; readonly by: string }
  | { readonly do: 'assign'; readonly alert: string; readonly by: string; readonly to: string | null }
  | { readonly do: 'comment'; readonly alert: string; readonly by: string; readonly comment: string }
  | {
      readonly do: 'silence';
      readonly id: string;
      readonly by: string;
      readonly matchers: readonly Matcher[];
      readonly comment: string;
      readonly until: Instant;
      readonly endsOnResolve: boolean;
    }
  | { readonly do: 'endSilence'; readonly id: string; readonly by: string }
  /** Schedules it, or changes the one of that id. */
  | { readonly do: 'maintain'; readonly id: string; readonly by: string; readonly input: MaintenanceInput }
  | { readonly do: 'cancelMaintenance'; readonly id: string; readonly by: string };
