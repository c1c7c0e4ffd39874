import { policyFor, type PolicyBook } from '@lockstep/domain';
import type { Pool } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { spansAt, spanValues } from '../queries/fleet.queries.ts';
import type { AsOf } from '../queries/parameters.ts';

type Count = (policy: string) => number;

/** How many are judged by it, of any version: those that have not turned to the newest yet are about to. */
export async function replicasOf(pool: Pool): Promise<Count> {
  const { rows } = await pool.query<{ policy: string; replicas: number }>({
    name: 'policy-replicas',
    text: `SELECT policy, count(*)::int AS replicas FROM ${READ_SCHEMA}.replica_list WHERE partition = 0 GROUP BY policy`,
  });
  const counts = new Map(rows.map(({ policy, replicas }) => [policy, replicas]));
  return (id) => counts.get(id) ?? 0;
}

/**
 * How many it was for, of the replicas that there were then. What they were, is taken as it is today: it hardly ever changes, and to know it of
 * then, the whole fleet would have to be folded. Replicas that no policy can tell apart are counted together.
 */
export async function replicasThen(pool: Pool, book: PolicyBook, { at, knownAt }: AsOf): Promise<Count> {
  const { rows } = await pool.query<Alike>(
    `SELECT l.mailbox, l.labels, l.client_name AS name, l.client_version AS version, l.server, count(*)::int AS replicas
     FROM (${spansAt(knownAt)}) s JOIN ${READ_SCHEMA}.replica_list l ON l.partition = 0 AND l.replica = s.replica
     GROUP BY 1, 2, 3, 4, 5`,
    spanValues(at ?? Date.now(), knownAt),
  );
  const counts = new Map<string, number>();
  for (const { mailbox, labels, name, version, server, replicas } of rows) {
    const client = {
      ...(name !== null && { name }),
      ...(version !== null && { version }),
      ...(server !== null && { server }),
    };
    const { id } = policyFor(book, { mailbox, labels, client });
    counts.set(id, (counts.get(id) ?? 0) + replicas);
  }
  return (id) => counts.get(id) ?? 0;
}

interface Alike {
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string | null;
  readonly version: string | null;
  readonly server: string | null;
  readonly replicas: number;
}
