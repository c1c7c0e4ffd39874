import { judge } from '@lockstep/domain';
import type { EventStore, Instant } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { replicaAsOf } from './as-of.ts';
import type { Picture } from './replica-view.ts';

/** As it was at `at`, by all that was known at `knownAt` (left out: by all we know). */
export async function pictureAsOf(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  at: Instant,
  knownAt?: Instant,
): Promise<Picture | null> {
  const found = await replicaAsOf(client, store, replica, at, knownAt);
  return found && { replica, ...found, at, judgement: judge(found.state, found.state.policy, at) };
}
