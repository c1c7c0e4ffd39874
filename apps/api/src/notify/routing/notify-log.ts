import { evolveNotify, NO_NOTIFY, type NotifyBook, type NotifyEvent } from '@lockstep/domain';
import type { EventStore, Json } from '@lockstep/event-store';
import { ROUTES } from '../../projections/streams.ts';
import { ProblemError } from '../../web/problem.ts';

const PAGE = 1_000;
const MOST_TRIES = 5;

export type NewNotifyEvent = Pick<NotifyEvent, 'type' | 'data'>;

/** The book, and what came after it: from the log itself, which rows may be a moment behind. */
export async function readNotifyBook(
  store: Pick<EventStore, 'readStream'>,
  from: NotifyBook = NO_NOTIFY,
): Promise<NotifyBook> {
  for (let book = from; ;) {
    const page = await store.readStream(ROUTES, { after: book.position, limit: PAGE });
    book = (page as unknown as NotifyEvent[]).reduce(evolveNotify, book);
    if (page.length < PAGE) return book;
  }
}

/**
 * Appends what `decide` makes of the book as it is. If somebody was faster it is asked again, with what they decided: so of two who
 * contradict each other the second is refused, and two who do not both have their way.
 */
export async function changeNotify<Event extends NewNotifyEvent>(
  store: Pick<EventStore, 'readStream' | 'append'>,
  now: () => number,
  decide: (book: NotifyBook) => Event,
): Promise<{ event: Event; book: NotifyBook; before: NotifyBook }> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await readNotifyBook(store);
    const event = decide(before);
    const observedAt = now();
    const result = await store.append({
      stream: ROUTES,
      expectedVersion: before.position,
      events: [{ type: event.type, observedAt, data: event.data as unknown as Json }],
    });
    if (result.outcome !== 'stored') continue;
    const { position, recordedAt } = result;
    const stored = { ...event, observedAt, recordedAt, position } as unknown as NotifyEvent;
    return { event, before, book: evolveNotify(before, stored) };
  }
  throw new ProblemError(409, { detail: 'Channels and routes are being changed by others; try again.' });
}
