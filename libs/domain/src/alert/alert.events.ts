import type { AlertRule, MaintenanceInput, Matcher, Severity } from '@lockstep/contracts';
import type { Fact, Instant } from '../replica/replica.events.ts';

/**
 * The life of an alert. Its stream is `alert-<id>`. What a person said is a fact; the rest was decided from facts, people and time,
 * and stands in the log so that it is decided once. Shapes freeze on release.
 */
export type AlertEvent =
  /** A cause was seen. `severity` null: pending; else it fires at once, and no `AlertFired` follows. The same fingerprint within 24 h after it was resolved regresses instead. */
  | Fact<'AlertRaised', AlertRaised>
  | Fact<'AlertFired', { readonly alert: string; readonly severity: Severity }>
  | Fact<'AlertEscalated', { readonly alert: string; readonly severity: Severity }>
  /** What it is about grew or shrank: folders of a replica, replicas of an incident. Not said for each number that moves. */
  | Fact<
      'AlertChanged',
      {
        readonly alert: string;
        readonly title: string;
        readonly text: string;
        readonly users: number;
        readonly folders: number;
        /** Absent: the ones that were said before. */
        readonly kind?: string | null;
        readonly diagnosis?: AlertDiagnosis | null;
        readonly server?: string | null;
        readonly labels?: Readonly<Record<string, string>>;
      }
    >
  /** Replicas that an incident affects, and no longer does, at most 1,000 in one event; and how many it affects in all then. */
  | Fact<
      'AlertMembersChanged',
      {
        readonly alert: string;
        readonly joined?: readonly string[];
        readonly left?: readonly string[];
        readonly users?: number;
        readonly text?: string;
      }
    >
  /** `fixedBy`: the fix that was confirmed or tried on the replica last. `mergedInto`: the alert that says the rest of it. */
  | Fact<'AlertRecovering', { readonly alert: string; readonly fixedBy?: string; readonly mergedInto?: string }>
  /** `incident`: the one that it is about now, where another one has the same cause. */
  | Fact<'AlertRelapsed', { readonly alert: string; readonly incident?: string }>
  | Fact<'AlertResolved', { readonly alert: string; readonly heldForMs: number; readonly fixedBy?: string }>
  | Fact<'AlertRegressed', { readonly alert: string; readonly severity: Severity | null; readonly incident?: string }>
  | Fact<'FlappingBegan', { readonly alert: string; readonly share: number }>
  | Fact<'FlappingEnded', { readonly alert: string; readonly share: number }>
  /** Why nobody is told of it; the whole list each time it changes. */
  | Fact<'AlertSuppressionChanged', { readonly alert: string; readonly by: readonly SuppressedBy[] }>
  | Fact<
      'AlertAcknowledged',
      { readonly alert: string; readonly by: string; readonly until: Instant | null; readonly comment?: string }
    >
  /** `by` null: its time was up, or it has turned critical: who took a warning has not taken that. */
  | Fact<
      'AlertUnacknowledged',
      { readonly alert: string; readonly by: string | null; readonly because?: 'time' | 'escalated' }
    >
  | Fact<'AlertAssigned', { readonly alert: string; readonly by: string; readonly to: string | null }>
  | Fact<'AlertCommented', { readonly alert: string; readonly by: string; readonly comment: string }>;

export interface AlertRaised {
  readonly alert: string;
  readonly fingerprint: string;
  readonly rule: AlertRule;
  readonly kind: string | null;
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
  readonly since: Instant;
  readonly diagnosis?: AlertDiagnosis | null;
}

/** The first diagnosis of a replica. */
export interface AlertDiagnosis {
  readonly id: string;
  readonly title: string;
  /** Of a replica of the Exchange type, for which its steps may be others. Left out: not. */
  readonly exchangeType?: boolean;
  /** And of Outlook 2007 or newer, whose steps are not those of the article. Left out: older, or not known. */
  readonly newerOutlook?: boolean;
}

export interface SuppressedBy {
  readonly by: 'silence' | 'maintenance' | 'inhibition';
  readonly id: string;
}

/** Stream `silences`: who keeps quiet what, and when it is expected to be out. */
export type SilenceEvent =
  | Fact<
      'SilenceCreated',
      {
        readonly id: string;
        readonly matchers: readonly Matcher[];
        readonly comment: string;
        readonly by: string;
        readonly until: Instant;
        readonly endsOnResolve: boolean;
      }
    >
  /** `by` null: its time was up, or its last alert was resolved. */
  | Fact<'SilenceEnded', { readonly id: string; readonly by: string | null }>;

/** Stream `silences` as well: what is expected to be out, and when. Each says the whole window. */
export type MaintenanceEvent =
  | Fact<'MaintenanceScheduled', { readonly id: string; readonly by: string; readonly input: MaintenanceInput }>
  | Fact<'MaintenanceChanged', { readonly id: string; readonly by: string; readonly input: MaintenanceInput }>
  | Fact<'MaintenanceCancelled', { readonly id: string; readonly by: string }>;

/** Stream `alerts`: time passed `observedAt`, at which something of alerts, silences or messages falls due. */
export type AlertClockEvent = Fact<'ClockReached', Record<string, never>>;

/** All that the state of alerts is made of. */
export type AlertsFact = AlertEvent | SilenceEvent | MaintenanceEvent | AlertClockEvent;

/** Ones that the log has not numbered yet. */
export type NewAlertEvent = Unnumbered<AlertEvent | SilenceEvent | MaintenanceEvent>;
export type NewNotification = Unnumbered<Extract<NotificationEvent, { type: 'NotificationQueued' }>>;
export type Unnumbered<Event extends Fact<string, unknown>> = Event extends unknown
  ? Pick<Event, 'type' | 'data' | 'observedAt'>
  : never;

/** What was to be said to whom (stream `notifications`), and what became of it (`notification-<key>`, one for each message). */
export type NotificationEvent =
  | Fact<
      'NotificationQueued',
      {
        /** Names the message for ever: each attempt carries it. */
        readonly key: string;
        readonly channel: string;
        readonly kind: NotificationKind;
        readonly group: string;
        readonly alerts: readonly string[];
        readonly title: string;
        readonly text?: string;
        /** What is told of each of them; with it, what was told is a function of the log. */
        readonly told?: readonly ToldOf[];
        /** How many alerts of the group fire after this one. */
        readonly firing?: number;
        /** The route by which it goes, and of an escalation its step, from 0. */
        readonly route?: string;
        readonly step?: number;
      }
    >
  | Fact<'NotificationDelivered', { readonly key: string; readonly attempt: number; readonly answer: string }>
  | Fact<
      'NotificationFailed',
      {
        readonly key: string;
        readonly attempt: number;
        readonly answer: string;
        /** Null: it is dead, and waits for a person. */
        readonly nextAt: Instant | null;
      }
    >
  /** Its channel was switched off or removed before it could be sent. */
  | Fact<'NotificationDropped', { readonly key: string; readonly attempt: number; readonly answer: string }>
  /** `again`: what is under way once more. Absent of old: what it tells counted as told all the while. */
  | Fact<'NotificationRetried', { readonly key: string; readonly by: string; readonly again?: NotifiedAgain }>
  /** Given up, and a person says that it need not be sent any more. */
  | Fact<'NotificationDismissed', { readonly key: string; readonly by: string; readonly reason: string }>;

/** Of `NotificationQueued`, as far as it says what was told. */
export interface NotifiedAgain {
  readonly channel: string;
  readonly group: string;
  readonly told?: readonly ToldOf[];
  readonly route?: string;
  readonly step?: number;
}

export interface ToldOf {
  readonly alert: string;
  readonly status: 'firing' | 'resolved';
  readonly severity: Severity;
  readonly users: number;
  readonly flapping: boolean;
}

export type NotificationKind = 'firing' | 'update' | 'repeat' | 'resolved' | 'escalation' | 'digest' | 'watchdog';
