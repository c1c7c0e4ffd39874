import type { FolderPath, ReplicaHistoryView, TimelineView } from '@lockstep/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { serverNow } from '../figures/clock.ts';
import { RANGES, type Range } from '../fleet/useFleet.ts';
import { useLive } from '../server/live.ts';
import { queries, readAgainSoon } from '../server/queries.ts';
import { get } from '../server/request.ts';
import { DERIVED } from '../diagnosis/useDiagnoses.ts';
import { patched } from './folder-tree.ts';
import { alertsQuery, foldersQuery, replicaQuery } from './replica-queries.ts';

export const useReplica = (id: string, at?: string) => useQuery(replicaQuery(id, at));
export const useFolders = (id: string, at?: string) => useQuery(foldersQuery(id, at));

/** Keeps a mailbox and its folders true while somebody looks at them. */
export function useLiveReplica(id: string, enabled: boolean): void {
  useLive(
    { view: 'replica', id },
    {
      onChanged: (changed) => {
        for (const { replica, folders, removed } of changed.rows) {
          queries.setQueryData(replicaQuery(id).queryKey, replica);
          queries.setQueryData(
            foldersQuery(id).queryKey,
            (old) =>
              old && {
                items: patched(old.items, folders, removed),
                lastKnown: replica.status === 'silent',
                at: replica.at,
                cursor: changed.cursor,
              },
          );
        }
        readAgainSoon(['timeline', id], 1_500);
        for (const key of DERIVED) readAgainSoon([key, id], 1_500);
        readAgainSoon(['replica-history', id], 5_000);
      },
      onReset: () => {
        for (const key of ['replica', 'folders', 'timeline', 'replica-history', ...DERIVED]) {
          void queries.invalidateQueries({ queryKey: [key, id] });
        }
      },
    },
    enabled,
  );
  // Who takes an alert of it changes nothing of the mailbox itself.
  useLive(
    { view: 'alerts' },
    {
      onChanged: ({ rows }) => {
        if (rows.some(({ replica }) => replica === id)) readAgainSoon(['replica-alerts', id], 1_000);
      },
      onReset: () => readAgainSoon(['replica-alerts', id], 1_000),
    },
    enabled,
  );
}

/** Server and offline as steps over time, of one folder or of all. */
export function useReplicaHistory(id: string, range: Range, at?: string, path?: FolderPath) {
  return useQuery({
    queryKey: ['replica-history', id, range, at ?? 'now', path ?? 'all'],
    queryFn: ({ signal }) => {
      const to = at ? Date.parse(at) : serverNow();
      return get<ReplicaHistoryView>(
        `/replicas/${encodeURIComponent(id)}/history`,
        {
          from: new Date(to - RANGES[range]).toISOString(),
          to: new Date(to).toISOString(),
          path: path && JSON.stringify(path),
        },
        signal,
      );
    },
    placeholderData: keepPreviousData,
  });
}

/** Everything that happened, newest first; from the entry `upTo` on back, if one is pointed at. */
export function useTimeline(id: string, at?: string, upTo?: string) {
  return useInfiniteQuery({
    queryKey: ['timeline', id, at ?? 'now', upTo ?? 'newest'],
    queryFn: ({ pageParam, signal }) =>
      get<TimelineView>(
        `/replicas/${encodeURIComponent(id)}/timeline`,
        { before: pageParam, upTo: pageParam === undefined ? upTo : undefined, limit: 50, at },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export const useReplicaAlerts = (id: string, at?: string) => useQuery(alertsQuery(id, at));

/** Where the browser fetches the event bundle by itself: it may be larger than a page should hold. */
export const bundleAddress = (id: string, at?: string): string =>
  `/api/v1/replicas/${encodeURIComponent(id)}/bundle${at === undefined ? '' : `?at=${encodeURIComponent(at)}`}`;
