/** Streams of the log that are not a replica's; a replica's name is its id, a UUID. */
export const POLICIES = 'policies';
export const INCIDENTS = 'incidents';
/** What people tried at an incident. No fold reads it: what became of a try follows from the incident. */
export const INCIDENT_TRIES = 'incident-tries';
/** Alerts: the passing of time. Each alert has a stream of its own beside, `alert-<id>`. */
export const ALERTS = 'alerts';
export const SILENCES = 'silences';
/** What was to be said. What became of each message stands in a stream of its own, `notification-<key>`. */
export const NOTIFICATIONS = 'notifications';
/** Channels, routes and the digest. */
export const ROUTES = 'routes';

/** What ails Lockstep itself. */
export const ILLS = 'ills';
/** How the watchdog call is set up, and, apart, what it appends to see that it can. */
export const WATCHDOG_CALL = 'watchdog-call';
export const WATCHDOG_SIGNS = 'watchdog-signs';

const OTHERS = new Set([
  POLICIES,
  INCIDENTS,
  INCIDENT_TRIES,
  ALERTS,
  SILENCES,
  NOTIFICATIONS,
  ROUTES,
  ILLS,
  WATCHDOG_CALL,
  WATCHDOG_SIGNS,
]);

export const isOfReplica = ({ stream }: { readonly stream: string }): boolean =>
  !OTHERS.has(stream) && !stream.startsWith('alert-') && !stream.startsWith('notification-');
