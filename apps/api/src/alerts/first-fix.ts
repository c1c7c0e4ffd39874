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

/** Of a replica that is silent nothing is known that a cause could be seen from: how to look is the same for all. */
const WHEN_SILENT: NonNullable<MessageAlert['fix']> = {
  id: 'silent',
  title: 'See why the agent does not report',
  guard: null,
  steps: [
    'See that the device is on, and that it can reach this Lockstep: open its address in a browser there.',
    'See that the agent runs there; if not, start it.',
    'Read its log: it says whether its reports are refused, or why they cannot be sent.',
    'See that the disk is not full, and that the agent may write to its state folder: there it keeps reports until they are sent.',
    'If it says that its token is revoked or unknown, make a join key under Settings → Agents and join it again.',
  ],
};

/**
 * What to try first, in the words of the knowledge base; null where nothing is known to help. Alerts that are told together are of one
 * server, so it alone is filled in: with more of each replica, the same fix would be said as often as there are alerts.
 */
export function firstFix({ rule, server, diagnosis }: AlertState): MessageAlert['fix'] {
  if (rule === 'silent') return WHEN_SILENT;
  const id = diagnosis?.id ?? (rule === 'suspected' && server !== null ? 'server-suspected' : null);
  const found = id === null ? undefined : RULES.get(id);
  if (!found?.fix) return null;
  const { title, fix } = found;
  const { exchangeType = false, newerOutlook = false } = diagnosis ?? {};
  const steps = fillInGenerally(stepsFor(fix, exchangeType, newerOutlook ? 'newer' : 'unknown'), { server });
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
