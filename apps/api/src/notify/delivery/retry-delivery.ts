import type { DeliveryView } from '@lockstep/contracts';
import type { NotificationEvent, NotifiedAgain, NotifyBook } from '@lockstep/domain';
import type { EventStore, NewEvent } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { NOTIFICATIONS } from '../../projections/streams.ts';
import { ProblemError } from '../../web/problem.ts';
import { recorded } from './outcome.ts';
import { isOvertaken } from './overtaken.ts';
import { notificationStream, noteOutcomes } from './outbox-rows.ts';

interface Parts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'append' | 'readStream'>;
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
  if (state === 'sent' || state === 'waiting')
    throw new ProblemError(409, {
      detail: state === 'sent' ? 'It was sent.' : 'It waits for its next attempt already.',
    });
  if (!book.channels.get(channel)?.enabled)
    throw new ProblemError(409, { detail: 'Its channel was removed or is switched off; it would be dropped again.' });

  if (await isOvertaken(pool, key))
    throw new ProblemError(409, {
      detail: 'A later message of the same alert has been sent; this one would be the last word, and an old one.',
    });

  const data = { key, by, again: await toldBy(store, Number(view.id)) };
  const event = { type: 'NotificationRetried' as const, observedAt: clock(), data };
  const result = await store.append({
    stream: notificationStream(key),
    expectedVersion: version,
    events: [event as unknown as NewEvent],
  });
  if (result.outcome !== 'stored')
    throw new ProblemError(409, { detail: 'Something became of it meanwhile; look again.' });
  await noteOutcomes(pool, [recorded(event, result.position, result.recordedAt)]);
}

/** What it says of whom, as it was decided. */
async function toldBy(store: Parts['store'], place: number): Promise<NotifiedAgain> {
  const page = await store.readStream(NOTIFICATIONS, { after: place - 1, limit: 1 });
  const [queued] = page as unknown as Extract<NotificationEvent, { type: 'NotificationQueued' }>[];
  const { channel, group, told, route, step } = queued!.data;
  return {
    channel,
    group,
    ...(told !== undefined && { told }),
    ...(route !== undefined && { route }),
    ...(step !== undefined && { step }),
  };
}
