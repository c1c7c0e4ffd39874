import type { AlertState, AlertsState, MaintenanceState, SilenceState } from './alert.state.ts';
import { initialAlerts } from './alert.state.ts';
import { countMembers, enter } from './evolve-alerts.ts';

/** Alerts at rest. A new form gets a new number; what has another one is folded again from the log. */
export const FORM = 2;

/** An alert with the replicas of its incident. Compact JSON; equal alerts give equal texts. */
export function serializeAlert(state: AlertsState, id: string): string {
  return JSON.stringify({ form: FORM, alert: state.alerts.get(id), members: sorted(state.members.get(id) ?? []) });
}

/** Takes the text, or what a JSON column gives back for it. Throws on another form: then fold the log again. */
export function parseAlert(stored: unknown): { readonly alert: AlertState; readonly members: readonly string[] } {
  const { alert, members } = parse<{ alert: AlertState; members: string[] }>(stored);
  return { alert, members };
}

/** What is stored beside the alerts: silences, maintenance windows, and how far time and numbers have come. */
export function serializeAlertsRest(state: AlertsState): string {
  const { at, reachedAt, numbered } = state;
  return JSON.stringify({
    form: FORM,
    at,
    reachedAt,
    numbered,
    silences: byId(state.silences),
    maintenance: byId(state.maintenance),
  });
}

/** The state again, from all alerts that were stored and are open or resolved within a day, and the rest. */
export function restoreAlerts(alerts: Iterable<unknown>, rest: unknown): AlertsState {
  const state = initialAlerts();
  const { at, reachedAt, numbered, silences, maintenance } = parse<StoredRest>(rest);
  state.at = at;
  state.reachedAt = reachedAt;
  state.numbered = numbered;
  for (const silence of silences) state.silences.set(silence.id, silence);
  for (const window of maintenance) state.maintenance.set(window.id, window);
  const parsed = [...alerts].map(parseAlert).sort((a, b) => Number(a.alert.id) - Number(b.alert.id));
  for (const { alert, members } of parsed) {
    enter(state, alert);
    if (members.length > 0) countMembers(state, alert.id, { joined: members });
  }
  return state;
}

interface StoredRest {
  readonly at: number;
  readonly reachedAt: number;
  readonly numbered: number;
  readonly silences: readonly SilenceState[];
  readonly maintenance: readonly MaintenanceState[];
}

export class StoredAlertsFormError extends Error {
  override readonly name = 'StoredAlertsFormError';
  constructor(form: unknown) {
    super(`Stored alerts have the form ${String(form)} and not ${FORM}; fold them again from the log.`);
  }
}

export function parse<Stored>(stored: unknown): Stored {
  const parsed = (typeof stored === 'string' ? JSON.parse(stored) : stored) as Stored & { form?: unknown };
  if (parsed?.form !== FORM) throw new StoredAlertsFormError(parsed?.form);
  return parsed;
}

const sorted = (ids: Iterable<string>): string[] => [...ids].sort();
const byId = <Of extends { readonly id: string }>(all: ReadonlyMap<string, Of>): Of[] =>
  [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
