import type { AlertRule, Matcher, Severity } from '@lockstep/contracts';
import type { Fact, Instant } from '../replica/replica.events.ts';

/**
 * The life of an alert. Its stream is `alert-<id>`. What a person said is a fact; the rest was decided from facts, people and time,
 * and stands in the log so that it is decided once. Shapes freeze on release.
 */
export type AlertEvent =
  /** A cause was seen. `severity` null: pending. The same fingerprint within 24 h after it was resolved regresses instead. */
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
      }
    >
  | Fact<'AlertRecovering', { readonly alert: string }>
  | Fact<'AlertRelapsed', { readonly alert: string }>
  | Fact<'AlertResolved', { readonly alert: string; readonly heldForMs: number; readonly fixedBy?: string }>
  | Fact<'AlertRegressed', { readonly alert: string; readonly severity: Severity | null }>
  | Fact<'FlappingBegan', { readonly alert: string; readonly share: number }>
  | Fact<'FlappingEnded', { readonly alert: string; readonly share: number }>
  /** Why nobody is told of it; the whole list each time it changes. */
  | Fact<'AlertSuppressionChanged', { readonly alert: string; readonly by: readonly SuppressedBy[] }>
  | Fact<
      'AlertAcknowledged',
      { readonly alert: string; readonly by: string; readonly until: Instant | null; readonly comment?: string }
    >
  /** `by` null: its time was up. */
  | Fact<'AlertUnacknowledged', { readonly alert: string; readonly by: string | null }>
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
  | Fact<'NotificationRetried', { readonly key: string; readonly by: string }>;

export type NotificationKind = 'firing' | 'update' | 'repeat' | 'resolved' | 'escalation' | 'digest' | 'watchdog';
