import type { BiographyEntry } from '@lockstep/contracts';
import type { AlertEvent, AlertState } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { incidentTries, type IncidentTry } from '../fixes/incident-tries.ts';
import { iso } from '../queries/instants.ts';

/** What people tried at the incidents that an alert told of, in all its lives, and what became of it by a moment. */
export async function triedEntries(
  client: Pick<ClientBase, 'query'>,
  log: Pick<EventStore, 'readStream'>,
  { incident }: AlertState,
  events: readonly AlertEvent[],
  at: number | null,
): Promise<{ readonly position: number; readonly entry: BiographyEntry }[]> {
  if (incident === null) return [];
  const named = events.flatMap(({ data }) => ('incident' in data && data.incident ? [data.incident] : []));
  const tries = await incidentTries(client, log, { incidents: [incident, ...named], at, now: Date.now() });
  return tries.map((tried) => ({ position: tried.position, entry: toEntry(tried) }));
}

function toEntry({ position, triedAt, fix, by, note, status }: IncidentTry): BiographyEntry {
  const { type, text: became } = BECAME[status];
  return {
    ...{ cursor: String(position), type, at: iso(triedAt), by },
    text: `Tried: ${fix.replaceAll('-', ' ')}.`,
    detail: note === null ? became : `${note} · ${became}`,
  };
}

/** Named after what became of it, so that a page need not read the words. */
const BECAME: Readonly<Record<IncidentTry['status'], { readonly type: string; readonly text: string }>> = {
  tried: { type: 'IncidentFixTried', text: 'waits for the end of the incident' },
  confirmed: { type: 'IncidentFixConfirmed', text: 'confirmed: the incident ended' },
  failed: { type: 'IncidentFixFailed', text: 'failed: the incident went on for a day' },
  withdrawn: { type: 'IncidentFixWithdrawn', text: 'the incident was over already' },
};
