import type { EventStore } from '../event-store.ts';
import type { RecordedEvent } from '../types.ts';

/** Reads page after page, the next one while the one before is being handled. */
export function pagesOf(store: EventStore, partition: number, size: number, replayUntil: number) {
  let ahead: { after: number; page: Promise<RecordedEvent[]> } | null = null;

  const read = (after: number) => {
    // No page reaches across the mark, so that all of a batch is replayed, or none.
    const limit = after < replayUntil ? Math.min(size, replayUntil - after) : size;
    return { limit, page: store.readLog({ partition, after, limit }) };
  };

  return {
    async after(position: number): Promise<RecordedEvent[]> {
      const { page, limit } = ahead?.after === position ? { page: ahead.page, limit: size } : read(position);
      ahead = null;
      const events = await page;
      const last = events.at(-1);
      if (last && events.length >= limit) {
        const next = read(last.position).page;
        // If it fails, whoever takes it learns of it; if nobody does, nobody needs to.
        next.catch(() => undefined);
        ahead = { after: last.position, page: next };
      }
      return events;
    },
  };
}
