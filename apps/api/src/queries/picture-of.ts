import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { ProblemError } from '../web/problem.ts';
import { isUuid } from '../web/uuid.ts';
import type { AsOf } from './parameters.ts';
import { pictureAsOf } from './picture-as-of.ts';
import { pictureNow } from './replica-now.ts';
import type { Picture } from './replica-view.ts';

/** A replica now or as of then. One that is not there, or was not yet, is 404 for every question about it. */
export async function pictureOf(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  id: string,
  { at, knownAt }: AsOf,
): Promise<Picture> {
  const replica = id.toLowerCase();
  const picture = !isUuid(id)
    ? null
    : at === undefined && knownAt === undefined
      ? await pictureNow(client, replica)
      : await pictureAsOf(client, store, replica, Math.min(at ?? Date.now(), Date.now()), knownAt);
  if (!picture) throw new ProblemError(404, { detail: 'There is no such replica.' });
  return picture;
}
