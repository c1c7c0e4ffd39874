import type {
  AlertsFact,
  FixEvent,
  IllEvent,
  IncidentEvent,
  NotificationEvent,
  NotifyEvent,
  ReplicaEvent,
} from '@lockstep/domain';

/** What alerts are decided from, and what was decided: hardly one in a hundred events of a fleet that is well. */
export type AlertsInputEvent =
  | Extract<
      ReplicaEvent,
      {
        type:
          | 'ReplicaEnrolled'
          | 'ReplicaReenrolled'
          | 'ReplicaRetired'
          | 'ClientFactsReported'
          | 'ConditionRaised'
          | 'ConditionCleared';
      }
    >
  | FixEvent
  | IllEvent
  | NotifyEvent
  | AlertsFact
  | NotificationEvent;

type Type = AlertsInputEvent['type'] | IncidentEvent['type'];

// A record, so that the compiler misses the ones that are left out.
const WANTED: Record<Type, true> = {
  ReplicaEnrolled: true,
  ReplicaReenrolled: true,
  ReplicaRetired: true,
  ClientFactsReported: true,
  ConditionRaised: true,
  ConditionCleared: true,
  FixSuggested: true,
  FixTried: true,
  FixConfirmed: true,
  FixFailed: true,
  FixRelapsed: true,
  FixWithdrawn: true,
  IncidentOpened: true,
  IncidentChanged: true,
  IncidentExplainedAnew: true,
  IncidentEscalated: true,
  IncidentClosed: true,
  ChannelConfigured: true,
  ChannelRemoved: true,
  RouteConfigured: true,
  RouteRemoved: true,
  RoutesOrdered: true,
  DigestConfigured: true,
  IllFound: true,
  IllCured: true,
  ClockReached: true,
  SilenceCreated: true,
  SilenceEnded: true,
  MaintenanceScheduled: true,
  MaintenanceChanged: true,
  MaintenanceCancelled: true,
  AlertRaised: true,
  AlertFired: true,
  AlertEscalated: true,
  AlertChanged: true,
  AlertMembersChanged: true,
  AlertRecovering: true,
  AlertRelapsed: true,
  AlertResolved: true,
  AlertRegressed: true,
  FlappingBegan: true,
  FlappingEnded: true,
  AlertSuppressionChanged: true,
  AlertAcknowledged: true,
  AlertUnacknowledged: true,
  AlertAssigned: true,
  AlertCommented: true,
  NotificationQueued: true,
  NotificationDelivered: true,
  NotificationFailed: true,
  NotificationDropped: true,
  NotificationRetried: true,
  NotificationDismissed: true,
};

export const ALERT_TYPES: readonly string[] = Object.keys(WANTED);

/** What the consumer itself concludes, among what people say. */
export const CONCLUDED_TYPES: readonly string[] = ALERT_TYPES.filter(
  (type) => /^(Alert|Flapping|Silence|Maintenance)/.test(type) || type === 'NotificationQueued',
);
