import type { IncidentDetail } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { get } from '../server/request.ts';

/** One incident with its replicas; read again while it is open, for its members come and go. */
export const useIncident = (id: string, at?: string) =>
  useQuery({
    queryKey: ['incident', id, at ?? 'now'],
    queryFn: ({ signal }) => get<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`, { at }, signal),
    refetchInterval: (query) => (at === undefined && query.state.data?.closedAt === null ? 5_000 : false),
  });
