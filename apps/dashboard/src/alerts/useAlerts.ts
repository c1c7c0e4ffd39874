import type { AlertCounts, AlertDetail, AlertList } from '@lockstep/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLive } from '../server/live.ts';
import { queries, readAgainSoon } from '../server/queries.ts';
import { get } from '../server/request.ts';
import { tabOf, type AlertTab } from './alert-tabs.ts';

const PAGE = 200;

export interface AlertQuestion {
  readonly tab: AlertTab;
  readonly q: string | undefined;
  readonly at: string | undefined;
}

export const keyOf = ({ tab, q, at }: AlertQuestion) => ['alerts', tab, q ?? '', at ?? 'now'] as const;
const countsKey = (at: string | undefined) => ['alert-counts', at ?? 'now'] as const;

/** Page by page, in the order of the api. */
export const useAlertList = (question: AlertQuestion) =>
  useInfiniteQuery({
    queryKey: keyOf(question),
    queryFn: ({ pageParam, signal }) => {
      const { tab, q, at } = question;
      return get<AlertList>('/alerts', { ...tabOf(tab).query, q, at, limit: PAGE, cursor: pageParam }, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });

/** Of all alerts, whatever list is looked at. Whose they are is not said live, so it is read again now and then. */
export const useAlertCounts = (at: string | undefined) =>
  useQuery({
    queryKey: countsKey(at),
    queryFn: async ({ signal }) => (await get<AlertList>('/alerts', { at, limit: 1 }, signal)).counts,
    refetchInterval: at === undefined ? 60_000 : false,
  });

/** Keeps the counts true; the shell does this for the badge, whatever page is open. */
export function useLiveCounts(enabled: boolean): void {
  useLive(
    { view: 'alerts' },
    {
      onReset: () => readAgainSoon(countsKey(undefined), 1_000),
      onChanged: ({ counts }) => {
        if (!counts) return readAgainSoon(countsKey(undefined), 1_000);
        queries.setQueryData<AlertCounts>(countsKey(undefined), (old) => old && { ...old, ...counts });
        readAgainSoon(countsKey(undefined), 5_000);
      },
    },
    enabled,
  );
}

export const useAlert = (id: string, at: string | undefined, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['alert', id, at ?? 'now'],
    queryFn: ({ signal }) => get<AlertDetail>(`/alerts/${encodeURIComponent(id)}`, { at }, signal),
    placeholderData: (old) => (old?.id === id ? old : undefined),
  });
