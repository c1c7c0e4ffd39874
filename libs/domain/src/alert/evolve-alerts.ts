import type { AlertsFact, Unnumbered } from './alert.events.ts';
import type { AlertState, AlertsState } from './alert.state.ts';
import type { Instant } from '../replica/replica.events.ts';
import { evolveAlert, raised } from './evolve-alert.ts';
import { notAfter } from './not-after.ts';

/** Within it, what comes back regresses; after it, a resolved alert is forgotten here and stays in the log. */
export const REGRESSES_WITHIN_MS = 24 * 3_600_000;

/** Changes the state in place, and gives it back. Never throws; facts that it does not know change nothing. */
export function evolveAlerts(state: AlertsState, event: Unnumbered<AlertsFact>): AlertsState {
  state.at = Math.max(state.at, event.observedAt);
  switch (event.type) {
    case 'SilenceCreated':
      state.silences.set(event.data.id, { ...event.data, at: event.observedAt });
      return state;
    case 'SilenceEnded':
      state.silences.delete(event.data.id);
      return state;
    case 'MaintenanceScheduled':
    case 'MaintenanceChanged':
      state.maintenance.set(event.data.id, event.data);
      return state;
    case 'MaintenanceCancelled':
      state.maintenance.delete(event.data.id);
      return state;
    case 'ClockReached':
      if (event.observedAt < state.at) turnBack(state, event.observedAt);
      state.reachedAt = event.observedAt;
      forget(state, event.observedAt);
      return state;
    case 'AlertRaised':
      state.numbered = Math.max(state.numbered, Number(event.data.alert) || 0);
      if (!state.alerts.has(event.data.alert)) enter(state, raised(event.data, event.observedAt));
      return state;
    case 'AlertFired':
    case 'AlertEscalated':
    case 'AlertChanged':
    case 'AlertMembersChanged':
    case 'AlertRecovering':
    case 'AlertRelapsed':
    case 'AlertResolved':
    case 'AlertRegressed':
    case 'FlappingBegan':
    case 'FlappingEnded':
    case 'AlertSuppressionChanged':
    case 'AlertAcknowledged':
    case 'AlertUnacknowledged':
    case 'AlertAssigned':
    case 'AlertCommented': {
      const alert = state.alerts.get(event.data.alert);
      if (alert === undefined) return state;
      if (event.type === 'AlertMembersChanged') countMembers(state, alert.id, event.data);
      if (event.type === 'AlertResolved') freeMembers(state, alert.id);
      enter(state, evolveAlert(alert, event));
      return state;
    }
  }
  return state;
}

/** Puts an alert in its place, and in the lists by which it is found. */
export function enter(state: AlertsState, alert: AlertState): void {
  const { id, replica, incident, fingerprint } = alert;
  state.alerts.set(id, alert);
  const newest = state.byFingerprint.get(fingerprint);
  if (newest === undefined || Number(newest) < Number(id)) state.byFingerprint.set(fingerprint, id);
  if (replica !== null) addTo(state.byReplica, replica, id);
  if (incident !== null) state.byIncident.set(incident, id);
}

/** Makes replicas members of an incident's alert, or no longer. */
export function countMembers(
  state: AlertsState,
  id: string,
  { joined = [], left = [] }: { readonly joined?: readonly string[]; readonly left?: readonly string[] },
): void {
  const members = state.members.get(id) ?? new Set();
  for (const replica of joined) {
    members.add(replica);
    addTo(state.memberOf, replica, id);
  }
  for (const replica of left) {
    members.delete(replica);
    takeFrom(state.memberOf, replica, id);
  }
  if (members.size > 0) state.members.set(id, members);
  else state.members.delete(id);
}

function freeMembers(state: AlertsState, id: string): void {
  for (const replica of state.members.get(id) ?? []) takeFrom(state.memberOf, replica, id);
  state.members.delete(id);
}

/** The clock was set back: what was said of moments that have not come was said now, or all of it would wait until they do. */
function turnBack(state: AlertsState, now: Instant): void {
  state.at = now;
  for (const alert of state.alerts.values()) enter(state, notAfter(alert, now));
}

function forget(state: AlertsState, now: Instant): void {
  for (const { id, resolvedAt, replica, incident, fingerprint } of state.alerts.values()) {
    if (resolvedAt === null || now - resolvedAt <= REGRESSES_WITHIN_MS) continue;
    state.alerts.delete(id);
    if (state.byFingerprint.get(fingerprint) === id) state.byFingerprint.delete(fingerprint);
    if (replica !== null) takeFrom(state.byReplica, replica, id);
    if (incident !== null && state.byIncident.get(incident) === id) state.byIncident.delete(incident);
  }
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

function takeFrom(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
