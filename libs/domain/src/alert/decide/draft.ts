import type { Instant } from '../../replica/replica.events.ts';
import type { NewAlertEvent, Unnumbered, AlertEvent } from '../alert.events.ts';
import { isOpen, type AlertState, type AlertsState, type MaintenanceState, type SilenceState } from '../alert.state.ts';
import { evolveAlert, raised } from '../evolve-alert.ts';

/** What a decision has said so far, and how things stand after it; the state itself stays as it is. */
export interface Draft {
  readonly state: AlertsState;
  /** Time does not go back: news that comes late is known now. */
  readonly at: Instant;
  readonly events: NewAlertEvent[];
  /** Alerts that it has changed or raised. */
  readonly changed: Map<string, AlertState>;
  readonly resolved: AlertState[];
  readonly covers: Covers;
  silences: ReadonlyMap<string, SilenceState>;
  maintenance: ReadonlyMap<string, MaintenanceState>;
  /** The windows that are open now, once they were asked for. */
  openWindows: readonly MaintenanceState[] | null;
  /** Replicas that it made members of an incident's alert, or not any longer. */
  readonly joined: Map<string, Set<string>>;
  readonly left: Map<string, Set<string>>;
  numbered: number;
}

/** Whether whoever would be told of an effect is told of its cause. */
export type Covers = (cause: AlertState, effect: AlertState) => boolean;

export function draftOf(state: AlertsState, at: Instant, covers: Covers): Draft {
  return {
    state,
    at: Math.max(at, state.at),
    events: [],
    changed: new Map(),
    resolved: [],
    covers,
    silences: state.silences,
    maintenance: state.maintenance,
    openWindows: null,
    joined: new Map(),
    left: new Map(),
    numbered: state.numbered,
  };
}

type AlertType = AlertEvent['type'];
type DataOf<Type extends AlertType> = Extract<AlertEvent, { type: Type }>['data'];

/** Says it of an alert, and gives back how the alert stands then. */
export function say<Type extends AlertType>(draft: Draft, type: Type, data: DataOf<Type>): AlertState {
  const event = { type, data, observedAt: draft.at } as Unnumbered<AlertEvent>;
  draft.events.push(event);
  const after =
    event.type === 'AlertRaised' ? raised(event.data, draft.at) : evolveAlert(alertOf(draft, event.data.alert)!, event);
  draft.changed.set(after.id, after);
  if (event.type === 'AlertResolved') draft.resolved.push(after);
  return after;
}

export const alertOf = (draft: Draft, id: string): AlertState | undefined =>
  draft.changed.get(id) ?? draft.state.alerts.get(id);

/** The newest alert of a cause, open or resolved a short while ago. */
export function ofFingerprint(draft: Draft, fingerprint: string): AlertState | undefined {
  for (const alert of draft.changed.values())
    if (alert.fingerprint === fingerprint && !draft.state.alerts.has(alert.id)) return alert;
  const id = draft.state.byFingerprint.get(fingerprint);
  return id === undefined ? undefined : alertOf(draft, id);
}

export function ofReplica(draft: Draft, replica: string): AlertState[] {
  const ids = new Set(draft.state.byReplica.get(replica));
  for (const alert of draft.changed.values()) if (alert.replica === replica) ids.add(alert.id);
  return [...ids].map((id) => alertOf(draft, id)!);
}

export function* openAlerts(draft: Draft): Generator<AlertState> {
  for (const id of draft.state.alerts.keys()) {
    const alert = alertOf(draft, id)!;
    if (isOpen(alert)) yield alert;
  }
  for (const alert of draft.changed.values()) if (!draft.state.alerts.has(alert.id) && isOpen(alert)) yield alert;
}

/** Alerts of incidents that affect the replica. */
export function incidentsOf(draft: Draft, replica: string): AlertState[] {
  const ids = new Set(draft.state.memberOf.get(replica));
  for (const [id, replicas] of draft.joined) if (replicas.has(replica)) ids.add(id);
  for (const [id, replicas] of draft.left) if (replicas.has(replica)) ids.delete(id);
  return [...ids].map((id) => alertOf(draft, id)).filter((alert) => alert !== undefined);
}

export const nextId = (draft: Draft): string => String((draft.numbered += 1));
