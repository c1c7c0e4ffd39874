import type { Instant } from '../replica/replica.events.ts';
import type { NewAlertEvent } from './alert.events.ts';
import type { AlertInput } from './alert-input.ts';
import type { AlertsState } from './alert.state.ts';

/** What follows from an input; `[]`: nothing to add. Leaves the state as it is; the same input again adds nothing. */
export function decideAlerts(_state: AlertsState, _input: AlertInput): NewAlertEvent[] {
  return [];
}

/** When, with no news, `{ kind: 'clock' }` has something to decide; null: never. */
export function nextAlertsDue(_state: AlertsState): Instant | null {
  return null;
}
