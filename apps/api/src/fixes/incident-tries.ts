import { outcomeOfTry, type IncidentFixTried, type IncidentTryOutcome } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { INCIDENT_TRIES } from '../projections/streams.ts';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';

/** A try at an incident, and what became of it. Instants are milliseconds. */
export interface IncidentTry extends IncidentTryOutcome {
  readonly incident: string;
  readonly fix: string;
  readonly by: string;
  readonly note: string | null;
  readonly triedAt: number;
  readonly position: number;
}

interface Asked {
  /** Of these alone. */
  readonly incidents?: readonly string[] | undefined;
  /** By what had happened by then; null: by now. */
  readonly at?: number | null | undefined;
  readonly now: number;
}

/** People say so by hand: there are few, and all of them are read. Oldest first. */
export async function incidentTries(
  client: Pick<ClientBase, 'query'>,
  log: Pick<EventStore, 'readStream'>,
  { incidents, at = null, now }: Asked,
): Promise<IncidentTry[]> {
  const all = (await log.readStream(INCIDENT_TRIES, {
    ...(at !== null && { observedUntil: at }),
  })) as unknown as IncidentFixTried[];
  const tried = all.filter(({ data }) => incidents === undefined || incidents.includes(data.incident));
  const ends = await endsOf(client, [...new Set(tried.map(({ data }) => data.incident))]);
  return tried.map(({ data: { incident, fix, by, note = null }, observedAt, position }) => ({
    ...{ incident, fix, by, note, position, triedAt: observedAt },
    ...outcomeOfTry(observedAt, ends.get(incident) ?? null, Math.min(at ?? now, now)),
  }));
}

/** When each ended; one that became part of another ends with that. Open ones are left out. */
async function endsOf(client: Pick<ClientBase, 'query'>, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; closed_at: string }>({
    name: 'ends-of-incidents',
    text: `WITH RECURSIVE whole (id, part, merged_into, closed_at) AS (
             SELECT id, id, merged_into, closed_at FROM ${READ_SCHEMA}.incident WHERE partition = 0 AND id = ANY ($1)
             UNION ALL
             SELECT whole.id, larger.id, larger.merged_into, larger.closed_at FROM whole
             JOIN ${READ_SCHEMA}.incident larger ON larger.partition = 0 AND larger.id = whole.merged_into)
           SELECT id, closed_at FROM whole WHERE merged_into IS NULL AND closed_at < ${FOREVER}`,
    values: [ids],
  });
  return new Map(rows.map(({ id, closed_at: at }) => [id, Number(at)]));
}
