import type { SuppressedBy } from '../alert.events.ts';
import { isOpen, type AlertState, type MaintenanceState, type SilenceState } from '../alert.state.ts';
import { keepsQuiet, rankOf, standsAsCause } from '../causes.ts';
import { isInMaintenance } from '../maintenance.ts';
import { matchesAny } from '../matches.ts';
import { type Draft, alertOf, incidentsOf, ofReplica, openAlerts, say } from './draft.ts';

/** Weighs anew what keeps these alerts quiet. It changes nothing else of them: they go on beneath. */
export function weigh(draft: Draft, alerts: Iterable<AlertState>): void {
  for (const { id } of alerts) {
    const alert = alertOf(draft, id)!;
    if (!isOpen(alert)) continue;
    const by = suppressedBy(draft, alert);
    if (!isSame(by, alert.suppressed)) say(draft, 'AlertSuppressionChanged', { alert: id, by });
  }
}

export const weighAll = (draft: Draft): void => weigh(draft, [...openAlerts(draft)]);

/** A silence that was to end with the last alert that it keeps quiet ends when that one was resolved. */
export function endSilences(draft: Draft): void {
  for (const silence of [...draft.silences.values()].sort(byId)) {
    if (draft.at >= silence.until) end(draft, silence.id);
    else if (silence.endsOnResolve && draft.resolved.some((alert) => matchesAny(silence.matchers, alert))) {
      const isNeeded = [...openAlerts(draft)].some((alert) => matchesAny(silence.matchers, alert));
      if (!isNeeded && hasKeptQuiet(draft, silence)) end(draft, silence.id);
    }
  }
}

/** What was pending and passed was never to be told: there was nothing to keep quiet. */
function hasKeptQuiet(draft: Draft, { matchers, at }: SilenceState): boolean {
  const known = [...draft.state.alerts.keys(), ...draft.changed.keys()].map((id) => alertOf(draft, id)!);
  return known.some(
    (alert) => !isOpen(alert) && alert.firedAt !== null && (alert.resolvedAt ?? 0) >= at && matchesAny(matchers, alert),
  );
}

export function end(draft: Draft, id: string, by: string | null = null): void {
  draft.events.push({ type: 'SilenceEnded', data: { id, by }, observedAt: draft.at });
  draft.silences = without(draft.silences, id);
}

export function without<Of>(all: ReadonlyMap<string, Of>, id: string): ReadonlyMap<string, Of> {
  const others = new Map(all);
  others.delete(id);
  return others;
}

function suppressedBy(draft: Draft, alert: AlertState): SuppressedBy[] {
  const by = silencedBy(draft, alert);
  const cause = causeOf(draft, alert);
  if (cause !== null) by.push({ by: 'inhibition', id: cause.id });
  return by;
}

/** What people have said, now or for this time. */
function silencedBy(draft: Draft, alert: AlertState): SuppressedBy[] {
  const by: SuppressedBy[] = [];
  for (const { id, matchers, until } of draft.silences.values())
    if (draft.at < until && matchesAny(matchers, alert)) by.push({ by: 'silence', id });
  for (const { id, input } of openWindows(draft))
    if (matchesAny(input.matchers, alert)) by.push({ by: 'maintenance', id });
  return by.sort(inOrder);
}

function openWindows(draft: Draft): readonly MaintenanceState[] {
  draft.openWindows ??= [...draft.maintenance.values()].filter(({ input }) => isInMaintenance(input, draft.at));
  return draft.openWindows;
}

/** The first cause of an effect, from the incident down: of those that are told wherever it would be, or that somebody has silenced. */
function causeOf(draft: Draft, alert: AlertState): AlertState | null {
  if (alert.replica === null) return null;
  let first: AlertState | null = null;
  for (const other of [...incidentsOf(draft, alert.replica), ...ofReplica(draft, alert.replica)]) {
    if (!standsAsCause(other) || !keepsQuiet(other, alert)) continue;
    if (!draft.covers(other, alert) && silencedBy(draft, other).length === 0) continue;
    if (first === null || comesBefore(other, first)) first = other;
  }
  return first;
}

function comesBefore(one: AlertState, other: AlertState): boolean {
  const before = rankOf(one)! - rankOf(other)!;
  return before < 0 || (before === 0 && Number(one.id) < Number(other.id));
}

/** After a restart as before it. */
const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);

const inOrder = (one: SuppressedBy, other: SuppressedBy) =>
  one.by === other.by ? (one.id < other.id ? -1 : 1) : one.by < other.by ? -1 : 1;

function isSame(one: readonly SuppressedBy[], other: readonly SuppressedBy[]): boolean {
  return one.length === other.length && one.every(({ by, id }, at) => other[at]!.by === by && other[at]!.id === id);
}
