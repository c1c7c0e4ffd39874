import { DEFAULT_POLICY_ID, type IncidentDetail, type IncidentView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useAt } from '../app/useAt.ts';
import { usePolicies } from '../policies/usePolicies.ts';
import { get } from '../server/request.ts';

/** One incident with its replicas; read again while it is open, for its members come and go. */
export const useIncident = (id: string, at?: string) =>
  useQuery({
    queryKey: ['incident', id, at ?? 'now'],
    queryFn: ({ signal }) => get<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`, { at }, signal),
    refetchInterval: (query) => (at === undefined && query.state.data?.closedAt === null ? 5_000 : false),
  });

/** The share of its group from which it is critical: by the policy for its server, else by everyone's. Over: that was another day's. */
export function useCriticalShare({ server, closedAt }: IncidentView): number | null {
  const policies = usePolicies(useAt()).data?.items ?? [];
  const own = policies.find(({ scope }) => scope.of === 'server' && scope.server === server);
  const policy = own ?? policies.find(({ id }) => id === DEFAULT_POLICY_ID);
  return closedAt === null && policy ? policy.thresholds.suspected.criticalShare : null;
}
