import type { DeliveryView } from '@lockstep/contracts';
import type { EventStore, NewEvent } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { ProblemError } from '../../web/problem.ts';
import { recorded } from './outcome.ts';
import { notificationStream, noteOutcomes } from './outbox-rows.ts';

interface Parts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'append'>;
  readonly clock: () => number;
}

/** A person says of a message that was given up that it need not be sent. Of two who do it at once the second is told so. */
export async function dismissDelivery(
  { pool, store, clock }: Parts,
  { view, version }: { readonly view: DeliveryView; readonly version: number },
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<void> {
  const { key, state, dismissed } = view;
  if (state === 'dismissed')
    throw new ProblemError(409, { detail: `${dismissed?.by ?? 'Somebody'} has dismissed it already.` });
  if (state !== 'dead') throw new ProblemError(409, { detail: 'Only a message that was given up can be dismissed.' });

  const event = { type: 'NotificationDismissed' as const, observedAt: clock(), data: { key, by, reason } };
  const result = await store.append({
    stream: notificationStream(key),
    expectedVersion: version,
    events: [event as unknown as NewEvent],
  });
  if (result.outcome !== 'stored')
    throw new ProblemError(409, { detail: 'Something became of it meanwhile; look again.' });
  await noteOutcomes(pool, [recorded(event, result.position, result.recordedAt)]);
}
