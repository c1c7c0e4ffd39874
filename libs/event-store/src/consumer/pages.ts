import type { EventStore } from '../event-store.ts';
import type { RecordedEvent } from '../types.ts';

/** Reads page after page, the next one while the one before is being handled. */
export function pagesOf(store: EventStore, partition: number, size: number, replayUntil: number) {
  let ahead: { after: number; limit: number; page: Promise<RecordedEvent[]> } | null = null;

  const read = (after: number) => {
    // No page reaches across the mark, so that all of a batch is replayed, or none.
    const limit = after < replayUntil ? Math.min(size, replayUntil - after) : size;
    return { limit, page: store.readLog({ partition, after, limit }) };
  };

  return {
    /** `more`: the page was full, so the next one is worth a look at once. */
    async after(position: number): Promise<{ events: RecordedEvent[]; more: boolean }> {
      const { page, limit } = ahead?.after === position ? ahead : read(position);
      ahead = null;
      const events = await page;
      const last = events.at(-1);
      if (!last || events.length < limit) return { events, more: false };
      const next = read(last.position);
      // If it fails, whoever takes it learns of it; if nobody does, nobody needs to.
      next.page.catch(() => undefined);
      ahead = { after: last.position, ...next };
      return { events, more: true };
    },
  };
}
