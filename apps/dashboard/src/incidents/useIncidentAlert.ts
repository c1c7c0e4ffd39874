import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useAt } from '../app/useAt.ts';
import { useLive } from '../server/live.ts';
import { readAgainSoon } from '../server/queries.ts';
import { get } from '../server/request.ts';

/** Whether a message has arrived is not told live. */
const WHILE_WAITING_MS = 3_000;

export const incidentAlertQuery = (alert: string | null, at: string | undefined) =>
  queryOptions({
    queryKey: ['alert', alert, at ?? 'now'],
    queryFn: ({ signal }) => get<AlertDetail>(`/alerts/${encodeURIComponent(alert!)}`, { at }, signal),
  });

/** The alert that tells of an incident, with who was told and who has taken it. */
export function useIncidentAlert({ alert }: Pick<IncidentView, 'alert'>) {
  const at = useAt();
  return useQuery({
    ...incidentAlertQuery(alert, at),
    enabled: alert !== null,
    refetchInterval: ({ state }) =>
      at === undefined && state.data?.messages.some((message) => message.state === 'waiting')
        ? WHILE_WAITING_MS
        : false,
  });
}

/** Keeps the alerts of these incidents true. Once for a page. */
export function useLiveIncidentAlerts(incidents: readonly Pick<IncidentView, 'id' | 'alert'>[]): void {
  const at = useAt();
  useLive(
    { view: 'alerts' },
    {
      onReset: () => {
        for (const { alert } of incidents) if (alert !== null) readAgainSoon(['alert', alert], 1_000);
      },
      onChanged: ({ rows }) => {
        for (const { id, alert } of incidents) {
          const own = rows.find((row) => row.incident === id);
          if (!own) continue;
          if (alert === own.id) readAgainSoon(['alert', alert], 1_000);
          else {
            // It is raised a moment after its incident, which does not know it yet.
            readAgainSoon(['fleet'], 1_000);
            readAgainSoon(['incident', id], 1_000);
          }
        }
      },
    },
    at === undefined && incidents.length > 0,
  );
}
