import type { IncidentView } from '@lockstep/contracts';
import { CATALOGUE } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { INCIDENT_TRIES } from '../projections/streams.ts';
import { iso } from '../queries/instants.ts';
import { ProblemError } from '../web/problem.ts';
import { incidentTries } from './incident-tries.ts';

export interface TryAtIncident {
  readonly incident: Pick<IncidentView, 'id' | 'cause' | 'closedAt'>;
  readonly by: string;
  readonly note?: string | undefined;
  readonly at: number;
}

const MOST_ATTEMPTS = 5;

/** Notes that a person did what an open incident calls for; answers its position in the log. Two at once make one try. */
export async function tryAtIncident(
  client: Pick<ClientBase, 'query'>,
  log: Pick<EventStore, 'append' | 'readStream'>,
  { incident, by, note, at }: TryAtIncident,
): Promise<number> {
  const { id, cause: fix, closedAt } = incident;
  if (!CATALOGUE.find((rule) => rule.id === fix)?.fix)
    throw new ProblemError(409, { detail: 'No fix is known for this cause.' });
  if (closedAt !== null)
    throw new ProblemError(409, { detail: `The incident was over at ${closedAt}, so that a try would prove nothing.` });
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const [newest] = await log.readStream(INCIDENT_TRIES, { backwards: true, limit: 1 });
    const waiting = (await incidentTries(client, log, { incidents: [id], now: at })).find(
      ({ status }) => status === 'tried',
    );
    if (waiting)
      throw new ProblemError(409, {
        detail: `It was tried at ${iso(waiting.triedAt)} by ${waiting.by}, and waits for the end of the incident.`,
      });
    const result = await log.append({
      stream: INCIDENT_TRIES,
      expectedVersion: newest?.position ?? 0,
      events: [{ type: 'IncidentFixTried', observedAt: at, data: { incident: id, fix, by, ...(note && { note }) } }],
    });
    if (result.outcome === 'stored') return result.position;
  }
  throw new ProblemError(503, { detail: 'Others note their tries at the same moment.', retryAfterMs: 1_000 });
}
