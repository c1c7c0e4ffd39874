import type { FleetChangeView, FleetExpectedView, FleetFigures, FleetView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNow } from '../figures/clock.ts';
import { MINUTE } from '../figures/time.ts';
import { worstFirst } from '../incidents/incident-text.ts';
import { get } from '../server/request.ts';
import type { Changes } from './counter-said.ts';

const useFleetChange = (from: string | undefined, at: string | undefined) =>
  useQuery({
    enabled: from !== undefined,
    queryKey: ['fleet-change', from, at ?? 'now'],
    queryFn: ({ signal }) => get<FleetChangeView>('/fleet/change', { from, at }, signal),
    staleTime: MINUTE,
    // Late reports tell the past anew, and what there was none of may have come and gone.
    refetchInterval: at === undefined ? 5 * MINUTE : false,
  });

/** How the fleet came to be as it is: since midnight of the viewer's day, and since its gravest incident began. */
export function useChanges({ incidents, statuses }: FleetView, at: string | undefined): Changes {
  const now = useNow(MINUTE);
  const midnight = new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString();
  const incident = worstFirst(incidents)[0];
  const today = useFleetChange(midnight, at).data;
  const change = useFleetChange(incident?.since, at).data;
  const isAsked = at === undefined && statuses.silent + statuses['catching-up'] > 0;
  const expected = useFleetExpected(isAsked).data;
  return { today, expected: isAsked ? expected : undefined, outbreak: incident && change && { incident, change } };
}

/** What is in maintenance, and when the last has caught up; only of now. */
const useFleetExpected = (enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['fleet-expected'],
    queryFn: ({ signal }) => get<FleetExpectedView>('/fleet/expected', {}, signal),
    refetchInterval: MINUTE / 2,
  });

/** How large it is; only of now. */
export const useFleetFigures = (enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['fleet-figures'],
    queryFn: ({ signal }) => get<FleetFigures>('/fleet/figures', {}, signal),
    refetchInterval: MINUTE / 2,
  });
