import type { AlertList, FolderList, ReplicaView } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { notOlder } from '../server/queries.ts';
import { get } from '../server/request.ts';

export const replicaQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: ['replica', id, at ?? 'now'],
    queryFn: async ({ signal, queryKey }) =>
      notOlder(await get<ReplicaView>(`/replicas/${encodeURIComponent(id)}`, { at }, signal), queryKey),
    // What happened since it was last looked at was told to nobody.
    refetchOnMount: 'always',
  });

export const foldersQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: ['folders', id, at ?? 'now'],
    queryFn: async ({ signal, queryKey }) =>
      notOlder(await get<FolderList>(`/replicas/${encodeURIComponent(id)}/folders`, { at }, signal), queryKey),
    refetchOnMount: 'always',
  });

/** Alerts of one replica, open ones first, then the newest that are over. */
export const alertsQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: ['replica-alerts', id, at ?? 'now'],
    queryFn: ({ signal }) => get<AlertList>('/alerts', { replica: id, limit: 50, at }, signal),
  });
