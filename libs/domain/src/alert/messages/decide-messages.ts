import type { Instant } from '../../replica/replica.events.ts';
import type { NewNotification } from '../alert.events.ts';
import type { AlertState, AlertsState } from '../alert.state.ts';
import type { RouteOf, RoutesState } from './routes.state.ts';
import type { MessagesState } from './told.state.ts';

/**
 * What is to be said at a moment: what should be told by now is compared with what was told. So nothing is lost by a restart and nothing said
 * twice, and it need be asked only when time passes (`ClockReached`), which is when messages fall due.
 */
export function decideMessages(
  _told: MessagesState,
  _alerts: AlertsState,
  _routes: RoutesState,
  _at: Instant,
): NewNotification[] {
  return [];
}

/** When, with no news, `decideMessages` has something to say; a moment that has passed: now. Null: never. */
export function nextMessagesDue(
  _told: MessagesState,
  _alerts: AlertsState,
  _routes: RoutesState,
  _at: Instant,
): Instant | null {
  return null;
}

/** The routes by which an alert goes at a moment: the first that fits, and further ones while they say `continue`. */
export function routesFor(_alert: AlertState, _routes: RoutesState, _at: Instant): RouteOf[] {
  return [];
}
