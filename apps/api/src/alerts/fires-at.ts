import type { AlertView } from '@lockstep/contracts';
import { policyFor, type PolicyBook } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA as SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { readPolicyBook } from '../projections/read-policies.ts';
import { iso } from '../queries/instants.ts';
import { loadReplicas } from './load-alerts.ts';
import type { MirroredReplica } from './mirrored-replica.ts';

/**
 * When what is pending has lasted long enough to be told, by the policy that holds for its replica. It fires then unless it clears, or with the
 * next report where too few have come by then. Null: it is not time alone that it waits for.
 */
export function firesAt(
  { rule, status }: Pick<AlertView, 'rule' | 'status'>,
  replica: Pick<MirroredReplica, 'mailbox' | 'labels' | 'client' | 'open'>,
  book: PolicyBook,
): number | null {
  if (status !== 'pending' || (rule !== 'mismatch' && rule !== 'stale')) return null;
  const waiting = replica.open.filter((one) => one.rule === rule && one.severity === null);
  if (waiting.length === 0) return null;
  return Math.min(...waiting.map(({ since }) => since)) + policyFor(book, replica).pending.forMs;
}

/** As alerts are now: the past knows only what became of them. */
export async function withFiresAt(
  client: Pick<ClientBase, 'query'>,
  views: readonly AlertView[],
): Promise<AlertView[]> {
  const ids = views.flatMap(({ status, replica }) => (status === 'pending' && replica !== null ? [replica] : []));
  if (ids.length === 0) return [...views];
  const replicas = new Map(await loadReplicas(client, SCHEMA, [...new Set(ids)]));
  const book = await readPolicyBook(client);
  return views.map((view) => {
    const replica = replicas.get(view.replica ?? '');
    const at = replica ? firesAt(view, replica, book) : null;
    return at === null ? view : { ...view, firesAt: iso(at) };
  });
}
