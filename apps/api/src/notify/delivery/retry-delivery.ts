import type { DeliveryView } from '@lockstep/contracts';
import type { NotifyBook } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { ProblemError } from '../../web/problem.ts';
import { recorded } from './outcome.ts';
import { notificationStream, noteOutcomes } from './outbox-rows.ts';

interface Parts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'append'>;
  readonly clock: () => number;
}

/** A person puts a message back that was given up. Of two who do it at once the second is told so. */
export async function retryDelivery(
  { pool, store, clock }: Parts,
  { view, version }: { readonly view: DeliveryView; readonly version: number },
  book: NotifyBook,
  by: string,
): Promise<void> {
  const { key, state, channel } = view;
  if (state !== 'dead' && state !== 'dropped')
    throw new ProblemError(409, {
      detail: state === 'sent' ? 'It was sent.' : 'It waits for its next attempt already.',
    });
  if (!book.channels.get(channel)?.enabled)
    throw new ProblemError(409, { detail: 'Its channel was removed or is switched off; it would be dropped again.' });

  const event = { type: 'NotificationRetried' as const, observedAt: clock(), data: { key, by } };
  const result = await store.append({ stream: notificationStream(key), expectedVersion: version, events: [event] });
  if (result.outcome !== 'stored')
    throw new ProblemError(409, { detail: 'Something became of it meanwhile; look again.' });
  await noteOutcomes(pool, [recorded(event, result.position, result.recordedAt)]);
}
