import type { FolderRow, ReplicaView } from '@lockstep/contracts';
import { judge, parseReplica, policyVersion } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { readPolicyBook } from '../projections/read-policies.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import type { Kept } from '../projections/replica-fold.ts';
import { incidentOf } from './incidents.query.ts';
import { siblingRows } from './replica-list.query.ts';
import { toFolderRows, toReplicaView, type Picture } from './replica-view.ts';

/**
 * As the rows have it: judged at the moment at which they were judged last, so that a replica's page and the list it stands in say the
 * same. A deadline that has just passed is seen when the watchdog has said so, a few seconds later.
 */
export async function pictureNow(client: ClientBase, replica: string): Promise<Picture | null> {
  const { rows } = await client.query<{ kept: string; state: string }>({
    name: 'replica-state',
    text: `SELECT kept, state FROM ${READ_SCHEMA}.replica_state WHERE partition = 0 AND replica = $1`,
    values: [replica],
  });
  if (!rows[0]) return null;
  const { judgedAt, position } = JSON.parse(rows[0].kept) as Kept;
  const book = await readPolicyBook(client);
  const state = parseReplica(rows[0].state, (id, version) => policyVersion(book, id, version));
  return { replica, state, position, at: judgedAt, judgement: judge(state, state.policy, judgedAt) };
}

export async function replicaNow(
  client: ClientBase,
  replica: string,
): Promise<{ replica: ReplicaView; folders: FolderRow[] } | null> {
  const picture = await pictureNow(client, replica);
  if (!picture) return null;
  const siblings = await siblingRows(client, picture.state.mailbox, replica);
  const incident = await incidentOf(client, replica);
  return { replica: toReplicaView(picture, siblings, incident), folders: toFolderRows(picture) };
}
