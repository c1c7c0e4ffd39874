import type {
  FeedEntry,
  FeedView,
  FleetAgesView,
  FleetGroupsView,
  FleetHistoryView,
  FleetValues,
  FleetView,
} from '@lockstep/contracts';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { serverNow } from '../figures/clock.ts';
import { DAY, HOUR, MINUTE } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
import { noteCursor, useLive } from '../server/live.ts';
import { queries, readAgainSoon } from '../server/queries.ts';
import { get } from '../server/request.ts';

export const fleetQuery = (at?: string) =>
  queryOptions({
    queryKey: ['fleet', at ?? 'now'],
    queryFn: async ({ signal }) => {
      const fleet = await get<FleetView>('/fleet', { at }, signal);
      if (!at) noteCursor(fleet.cursor);
      return fleet;
    },
  });

export const useFleet = (at?: string) => useQuery(fleetQuery(at));

/** Keeps the counters, the feed and what is derived from them true. Once, for the whole shell. */
export function useLiveFleet(enabled: boolean): void {
  useLive(
    { view: 'fleet' },
    {
      onChanged: (changed) => {
        const fleet = changed.rows[changed.rows.length - 1];
        if (fleet) queries.setQueryData(fleetQuery().queryKey, fleet);
        if (changed.feed?.length) {
          queries.setQueryData(
            feedKey,
            (old: FeedView | undefined) => old && { entries: joined(changed.feed!, old.entries) },
          );
        }
        readAgainSoon(['fleet-groups'], 2_000);
        readAgainSoon(['fleet-ages'], 5_000);
      },
      onReset: () => {
        for (const key of ['fleet', 'fleet-groups', 'fleet-ages', 'fleet-history', 'feed']) {
          void queries.invalidateQueries({ queryKey: [key] });
        }
      },
    },
    enabled,
  );
}

const FEED_LENGTH = 40;
const feedKey = ['feed'] as const;

function joined(fresh: readonly FeedEntry[], old: readonly FeedEntry[]): FeedEntry[] {
  const known = new Set(old.map(identity));
  return [...fresh.filter((entry) => !known.has(identity(entry))), ...old]
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, FEED_LENGTH);
}
export const identity = (entry: FeedEntry) => `${entry.cursor} ${entry.replica} ${entry.status}`;

export const useFeed = (at?: string) =>
  useQuery({
    queryKey: at ? ['feed', at] : feedKey,
    queryFn: async ({ signal }) => ({
      entries: joined((await get<FeedView>('/feed', { limit: FEED_LENGTH, at }, signal)).entries, []),
    }),
  });

export const RANGES = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '1y': 365 * DAY,
} as const;
export type Range = keyof typeof RANGES;
export const isRange = (value: unknown): value is Range => typeof value === 'string' && value in RANGES;

/** Evenly spaced moments up to now, or up to the moment that is looked at; or those of a span that is zoomed into. */
export function useFleetHistory(range: Range, points: number, at?: string, zoomed: TimeSpan | null = null) {
  const width = RANGES[range];
  return useQuery({
    queryKey: ['fleet-history', zoomed ? `${zoomed.from}-${zoomed.to}` : range, points, at ?? 'now'],
    queryFn: ({ signal }) => {
      const now = at ? Date.parse(at) : serverNow();
      const { from, to } = zoomed ?? { from: now - width, to: now };
      return get<FleetHistoryView>(
        '/fleet/history',
        { from: new Date(from).toISOString(), to: new Date(Math.min(to, now)).toISOString(), points },
        signal,
      );
    },
    // The past is told anew when late reports come in.
    refetchInterval: at ? false : Math.min(Math.max(15_000, width / points), 2 * MINUTE),
    placeholderData: keepPreviousData,
  });
}

export type Grouping = 'server' | 'site' | 'client';
export const isGrouping = (value: unknown): value is Grouping =>
  value === 'server' || value === 'site' || value === 'client';

export const useFleetGroups = (by: Grouping, at?: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['fleet-groups', by, at ?? 'now'],
    queryFn: ({ signal }) => get<FleetGroupsView>('/fleet/groups', { by, at }, signal),
    placeholderData: keepPreviousData,
  });

export const useFleetAges = (at?: string) =>
  useQuery({
    queryKey: ['fleet-ages', at ?? 'now'],
    queryFn: ({ signal }) => get<FleetAgesView>('/fleet/ages', { at }, signal),
    refetchInterval: at ? false : 30_000,
  });

/** The cells of one group alone, where the fleet is too large to send them all. */
export const useGroupCells = (by: Grouping, name: string, at?: string) =>
  useQuery({
    queryKey: ['fleet-groups', by, at ?? 'now', name],
    queryFn: async ({ signal }) => {
      const { groups } = await get<FleetGroupsView>('/fleet/groups', { by, name, at }, signal);
      return groups[0]?.cells ?? [];
    },
    placeholderData: keepPreviousData,
  });

/** What the list can be narrowed by, and which servers there are: of now, whatever moment is looked at. */
export const useFleetValues = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['fleet-values'],
    queryFn: ({ signal }) => get<FleetValues>('/fleet/values', {}, signal),
    staleTime: MINUTE,
  });
