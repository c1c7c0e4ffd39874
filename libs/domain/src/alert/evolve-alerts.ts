import type { AlertsFact, Unnumbered } from './alert.events.ts';
import type { AlertsState } from './alert.state.ts';

/** Changes the state in place, and gives it back. Never throws; facts that it does not know change nothing. */
export function evolveAlerts(state: AlertsState, _event: Unnumbered<AlertsFact>): AlertsState {
  return state;
}
