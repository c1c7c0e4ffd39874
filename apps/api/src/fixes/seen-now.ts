import { diagnose, gatherEvidence } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { incidentOf } from '../queries/incidents.query.ts';
import { pictureNow } from '../queries/replica-now.ts';
import type { Seen } from './may-try.ts';

/** What the page of a replica shows just now; null: nothing was heard of it yet. */
export async function seenNow(client: ClientBase, replica: string): Promise<Seen | null> {
  const picture = await pictureNow(client, replica);
  if (picture === null) return null;
  const { state, judgement, at } = picture;
  const evidence = gatherEvidence(state, judgement, at, await incidentOf(client, replica));
  return { evidence, diagnoses: diagnose(evidence) };
}
