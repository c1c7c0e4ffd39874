import { evolvePolicies, NO_POLICIES, type PolicyBook, type PolicyEvent } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from './read-tables.ts';

/** Every change of policies that the fold has come to, in the order of the log. */
export async function readPolicyEvents(
  client: Pick<ClientBase, 'query'>,
  schema = READ_SCHEMA,
): Promise<PolicyEvent[]> {
  const { rows } = await client.query<{
    position: string;
    at: string;
    recorded_at: string;
    type: string;
    data: string;
  }>({
    name: `${schema}-policies`,
    text: `SELECT position, at, recorded_at, type, data FROM ${schema}.policy_change WHERE partition = 0 ORDER BY position`,
  });
  return rows.map(
    ({ position, at, recorded_at, type, data }) =>
      ({
        type,
        position: Number(position),
        observedAt: Number(at),
        recordedAt: Number(recorded_at),
        data: JSON.parse(data),
      }) as PolicyEvent,
  );
}

/** The policies as the rows beside them were judged by. */
export async function readPolicyBook(client: Pick<ClientBase, 'query'>, schema = READ_SCHEMA): Promise<PolicyBook> {
  return bookOf(await readPolicyEvents(client, schema));
}

export function bookOf(events: readonly PolicyEvent[]): PolicyBook {
  return events.reduce(evolvePolicies, NO_POLICIES);
}
