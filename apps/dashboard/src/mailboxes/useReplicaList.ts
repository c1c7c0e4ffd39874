import type { ReplicaList, ReplicaQuery, ReplicaRow, StatusCounts } from '@lockstep/contracts';
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { useLive } from '../server/live.ts';
import { queries } from '../server/queries.ts';
import { serverNow } from '../figures/clock.ts';
import { admits, moves } from './list-admits.ts';
import { listKey, listQuery, readPage } from './list-query.ts';
import { toQuery } from './list-search.ts';
import type { SavedView } from './saved-views.ts';

const TOTALS_EVERY_MS = 10_000;
/** Pages are read again one after the other; who scrolled through fifty thousand rows does not wait for five hundred of them. */
const MOST_PAGES_READ_AGAIN = 20;

type Pages = InfiniteData<ReplicaList, string | undefined>;

/** The list page by page, as far as somebody has scrolled. `held`: as it was left, for whoever walks through it. */
export function useReplicaList(query: ReplicaQuery, at: string | undefined, held: 'held' | 'unused' | null = null) {
  return useInfiniteQuery({
    ...listQuery(query, at),
    placeholderData: keepPreviousData,
    // Live changes come in by themselves, and wait where they would move rows.
    refetchOnMount: ({ state }) =>
      held === null && (state.data?.pages.length ?? 0) <= MOST_PAGES_READ_AGAIN ? 'always' : false,
    refetchOnReconnect: false,
    enabled: held !== 'unused',
  });
}

/**
 * Live changes of the list. A row that stays where it is changes at once; one that would move, leave or come
 * waits, so that nothing moves under the pointer. `show` lets all in.
 */
export function useHeldChanges(
  query: ReplicaQuery,
  at: string | undefined,
  rows: readonly ReplicaRow[],
  complete: boolean,
) {
  const key = listKey(query, at);
  const name = JSON.stringify(key);
  const [held, setHeld] = useState<Held>(() => nothing(name));
  // What waited for another list is nothing to this one.
  const waiting = ofList(held, name);

  const show = () => {
    setHeld(nothing(name));
    queries.setQueryData<Pages>(key, (old) => old && firstPages(old));
    void queries.invalidateQueries({ queryKey: key });
  };

  useLive(
    { view: 'replicas', query: { ...query } },
    {
      // Too many to tell one by one: they wait all the same.
      onReset: (first) => (first ? show() : setHeld((old) => ({ ...ofList(old, name), many: true }))),
      onChanged: (changed) => {
        const shown = new Map(rows.map((row) => [row.id, row]));
        const staying = changed.rows.filter((row) => {
          const before = shown.get(row.id);
          return before !== undefined && !moves(before, row, query, serverNow());
        });
        if (staying.length > 0) queries.setQueryData<Pages>(key, (old) => old && replaced(old, staying));
        setHeld((old) => waitingAfter(ofList(old, name), changed.rows, shown, query, complete));
      },
    },
    at === undefined,
  );

  return { changes: waiting.moving.size, fresh: waiting.coming.size, many: waiting.many, show };
}

function firstPages({ pages, pageParams }: Pages): Pages {
  return { pages: pages.slice(0, MOST_PAGES_READ_AGAIN), pageParams: pageParams.slice(0, MOST_PAGES_READ_AGAIN) };
}

interface Held {
  readonly list: string;
  readonly moving: ReadonlySet<string>;
  readonly coming: ReadonlySet<string>;
  readonly many: boolean;
}
const nothing = (list: string): Held => ({ list, moving: new Set(), coming: new Set(), many: false });
const ofList = (held: Held, list: string): Held => (held.list === list ? held : nothing(list));

function waitingAfter(
  old: Held,
  changed: readonly ReplicaRow[],
  shown: ReadonlyMap<string, ReplicaRow>,
  query: ReplicaQuery,
  complete: boolean,
): Held {
  const moving = new Set(old.moving);
  const coming = new Set(old.coming);
  for (const row of changed) {
    const before = shown.get(row.id);
    // A row of a page that nobody has scrolled to is no news.
    const comes = before === undefined && complete && admits(query, row, serverNow());
    const leavesItsPlace = before !== undefined && moves(before, row, query, serverNow());
    if (comes) coming.add(row.id);
    else coming.delete(row.id);
    if (leavesItsPlace) moving.add(row.id);
    else moving.delete(row.id);
  }
  return moving.size === old.moving.size && coming.size === old.coming.size ? old : { ...old, moving, coming };
}

function replaced(old: Pages, rows: readonly ReplicaRow[]): Pages {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  return {
    ...old,
    pages: old.pages.map((page) => ({ ...page, items: page.items.map((item) => fresh.get(item.id) ?? item) })),
  };
}

/** How many each status has under the other filters, as it becomes; the list itself says how many there were when it was read. */
export function useStatusTotals(query: ReplicaQuery, at: string | undefined, enabled: boolean): StatusCounts | null {
  const { sort: _sort, status: _status, ...narrowed } = query;
  const { data } = useQuery({
    queryKey: ['replicas-total', narrowed, at ?? 'now'],
    queryFn: ({ signal }) => readPage({ ...narrowed, sort: 'mailbox' }, at, 1, undefined, signal),
    enabled: enabled && at === undefined,
    refetchInterval: TOTALS_EVERY_MS,
    staleTime: TOTALS_EVERY_MS,
  });
  return (enabled && data?.statuses) || null;
}

/** How many rows each saved view has; null while that is not known. */
export function useViewTotals(views: readonly SavedView[], at: string | undefined): readonly (number | null)[] {
  const answers = useQueries({
    queries: views.map(({ search }) => {
      const query = { ...toQuery(search), sort: 'mailbox' as const };
      return {
        queryKey: ['replicas-total', query, at ?? 'now'],
        queryFn: ({ signal }: { signal: AbortSignal }) => readPage(query, at, 1, undefined, signal),
        refetchInterval: at === undefined ? 3 * TOTALS_EVERY_MS : (false as const),
        staleTime: TOTALS_EVERY_MS,
        retry: false,
      };
    }),
  });
  return answers.map(({ data }) => data?.total ?? null);
}
