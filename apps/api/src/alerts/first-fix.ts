import {
  CATALOGUE,
  fillInGenerally,
  stepsFor,
  type AlertDiagnosis,
  type AlertsState,
  type AlertState,
} from '@lockstep/domain';
import type { MessageAlert } from '../notify/message.ts';

const RULES = new Map(CATALOGUE.map((rule) => [rule.id, rule]));

/** By its id, as pages name it; null: the knowledge base has none. */
export function diagnosisOf(id: string | undefined): AlertDiagnosis | null {
  const found = id === undefined ? undefined : RULES.get(id);
  return found ? { id: found.id, title: found.title } : null;
}

/**
 * What to try first, in the words of the knowledge base; null where nothing is known to help. Alerts that are told together are of one
 * server, so it alone is filled in: with more of each replica, the same fix would be said as often as there are alerts.
 */
export function firstFix({ rule, server, diagnosis }: AlertState): MessageAlert['fix'] {
  const id = diagnosis?.id ?? (rule === 'suspected' && server !== null ? 'server-suspected' : null);
  const found = id === null ? undefined : RULES.get(id);
  if (!found?.fix) return null;
  const { title, fix } = found;
  const steps = fillInGenerally(stepsFor(fix, diagnosis?.exchangeType ?? false), { server });
  return { id: found.id, title, guard: fix.guardText ?? null, steps };
}

/** What an incident explains is told with the cause of that, which nothing on the device mends. */
export function underIncident({ alerts, memberOf }: AlertsState, id: string): AlertState | null {
  const alert = alerts.get(id);
  if (alert === undefined || alert.replica === null) return alert ?? null;
  for (const of of memberOf.get(alert.replica) ?? []) {
    const incident = alerts.get(of);
    const cause = diagnosisOf(incident?.diagnosis?.id);
    if (cause && incident?.status !== 'resolved') return { ...alert, diagnosis: { ...alert.diagnosis, ...cause } };
  }
  return alert;
}
