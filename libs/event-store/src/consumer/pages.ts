import type { EventStore } from '../event-store.ts';
import type { RecordedEvent } from '../types.ts';

export interface Page {
  readonly events: RecordedEvent[];
  /** Up to here everything has been looked at: the last event, or beyond it where none that is wanted came after. */
  readonly through: number;
  /** There may be more at once. */
  readonly more: boolean;
}

export interface Pages {
  after(position: number): Promise<Page>;
}

export interface PagesOptions {
  readonly store: Pick<EventStore, 'readLog' | 'head'>;
  readonly partition: number;
  readonly size: number;
  readonly replayUntil: number;
  /** Only events of these types; left out: all. */
  readonly types?: readonly string[] | undefined;
}

export function pagesOf(options: PagesOptions): Pages {
  return options.types ? pagesOfTypes(options, options.types) : pagesOfAll(options);
}

/** Reads page after page, the next one while the one before is being handled. */
function pagesOfAll({ store, partition, size, replayUntil }: PagesOptions): Pages {
  let ahead: { after: number; limit: number; page: Promise<RecordedEvent[]> } | null = null;

  const read = (after: number) => {
    // No page reaches across the mark, so that all of a batch is replayed, or none.
    const limit = after < replayUntil ? Math.min(size, replayUntil - after) : size;
    return { limit, page: store.readLog({ partition, after, limit }) };
  };

  return {
    async after(position) {
      const { page, limit } = ahead?.after === position ? ahead : read(position);
      ahead = null;
      const events = await page;
      const last = events.at(-1);
      if (!last || events.length < limit) return { events, through: last?.position ?? position, more: false };
      const next = read(last.position);
      // If it fails, whoever takes it learns of it; if nobody does, nobody needs to.
      next.page.catch(() => undefined);
      ahead = { after: last.position, ...next };
      return { events, through: last.position, more: true };
    },
  };
}

/** One statement looks through no more than this, so that none of them takes long where hardly anything is wanted. */
const MOST_LOOKED_THROUGH = 50_000;

/** The head is asked first: what is committed after that may be missing from the page, and is not counted as looked at. */
function pagesOfTypes({ store, partition, size, replayUntil }: PagesOptions, types: readonly string[]): Pages {
  return {
    async after(position) {
      const { position: head } = await store.head(partition);
      const mark = position < replayUntil ? replayUntil : Infinity;
      const upTo = Math.min(head, mark, position + MOST_LOOKED_THROUGH);
      if (upTo <= position) return { events: [], through: position, more: false };
      const events = await store.readLog({ partition, after: position, upTo, limit: size, types });
      const through = events.length < size ? upTo : events.at(-1)!.position;
      return { events, through, more: through < head };
    },
  };
}
