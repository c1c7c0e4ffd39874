import { get } from './request.ts';

/** As many as the api gives at once. */
const PAGE = 500;

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A list to its end, page by page: for a file, where a page shows only as far as somebody has scrolled. */
export async function readWhole<T>(path: string, parameters: Parameters<typeof get>[1] = {}): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await get<Page<T>>(path, { ...parameters, limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
