import type { ReplicaList, ReplicaQuery, ReplicaRow } from '@lockstep/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { serverNow } from '../figures/clock.ts';
import { overhear } from '../server/live.ts';
import { get } from '../server/request.ts';
import { moves } from './list-admits.ts';
import { toParameters } from './list-search.ts';

const PAGE = 100;

export const listKey = (query: ReplicaQuery, at: string | undefined) => ['replicas', query, at ?? 'now'] as const;

/** The list page by page, 100 rows each. */
export const listQuery = (query: ReplicaQuery, at: string | undefined) =>
  infiniteQueryOptions({
    queryKey: listKey(query, at),
    queryFn: ({ pageParam, signal }) => readWhileTold(query, at, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export function readPage(
  query: ReplicaQuery,
  at: string | undefined,
  limit: number,
  cursor?: string,
  signal?: AbortSignal,
) {
  return get<ReplicaList>('/replicas', { ...toParameters(query), at, limit, cursor }, signal);
}

/** A page may be older than what was told while it was on its way; what is newer than both is told afterwards. */
async function readWhileTold(query: ReplicaQuery, at: string | undefined, cursor?: string, signal?: AbortSignal) {
  const told = new Map<string, ReplicaRow>();
  const stop = overhear((changed) => {
    if (at === undefined && changed.view === 'replicas') for (const row of changed.rows) told.set(row.id, row);
  });
  try {
    const page = await readPage(query, at, PAGE, cursor, signal);
    const newest = (row: ReplicaRow) => {
      const other = told.get(row.id);
      return other && !moves(row, other, query, serverNow()) ? other : row;
    };
    return { ...page, items: page.items.map(newest) };
  } finally {
    stop();
  }
}
