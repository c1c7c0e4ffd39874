import type { EventStore, RecordedEvent } from '@lockstep/event-store';

/** What one append brought stands together: it is one piece of news, and decided on once. */
export function inAppends(events: readonly RecordedEvent[]): RecordedEvent[][] {
  const appends: RecordedEvent[][] = [];
  for (const event of events) {
    const last = appends.at(-1);
    if (last && isSameAppend(last[0]!, event)) last.push(event);
    else appends.push([event]);
  }
  return appends;
}

const PAGE = 500;

/**
 * A batch may end in the middle of an append. Its rest is read ahead, so that what is decided does not hang on where batches end; when it
 * comes with the next batch, it has been folded.
 */
export async function withWholeLast(
  store: Pick<EventStore, 'readLog'>,
  batch: readonly RecordedEvent[],
  types: readonly string[],
): Promise<readonly RecordedEvent[]> {
  const events = [...batch];
  for (;;) {
    const last = events.at(-1);
    if (!last?.key) return events;
    // Appends have no gaps, so the next event tells.
    const page = await store.readLog({ partition: last.partition, after: last.position, limit: PAGE });
    const end = page.findIndex((event) => !isSameAppend(last, event));
    const rest = end === -1 ? page : page.slice(0, end);
    events.push(...rest.filter(({ type }) => types.includes(type)));
    if (end !== -1 || page.length < PAGE) return events;
  }
}

function isSameAppend(a: RecordedEvent, b: RecordedEvent): boolean {
  return a.key !== null && a.stream === b.stream && a.key.epoch === b.key?.epoch && a.key.seq === b.key.seq;
}
