import type { AlertList, AlertView } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useAct } from '../alerts/acts.ts';
import { serverNow } from '../figures/clock.ts';
import { queries, readAgainSoon } from '../server/queries.ts';
import { post } from '../server/request.ts';
import { alertsQuery } from './replica-queries.ts';

export const isOpen = ({ status }: AlertView): boolean => status !== 'resolved';

/** Says of all these alerts of a mailbox that somebody looks after them. Those that fell are the answer. */
export function useTake(replica: string, ids: readonly string[], user: string) {
  const act = useAct(ids);
  return {
    ...act,
    take: () =>
      act.mutate(
        { act: 'acknowledge' },
        {
          onSuccess: (fallen) => {
            const by = { by: user, at: new Date(serverNow()).toISOString(), until: null, comment: null };
            const taken = ids.filter((id) => !fallen.some((one) => one.id === id));
            shown(replica, taken, by);
          },
        },
      ),
  };
}

/** As easily let go. */
export const useLetGo = (replica: string, ids: readonly string[]) =>
  useMutation({
    mutationFn: () => Promise.all(ids.map((id) => post(`/alerts/${encodeURIComponent(id)}/unacknowledge`, {}))),
    onSuccess: () => shown(replica, ids, null),
    onSettled: () => {
      for (const key of ['alert-counts', 'alerts']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });

/** At once, though the rows follow the log by a moment. */
function shown(replica: string, ids: readonly string[], acknowledged: AlertView['acknowledged']): void {
  queries.setQueryData<AlertList>(
    alertsQuery(replica).queryKey,
    (old) =>
      old && { ...old, items: old.items.map((alert) => (ids.includes(alert.id) ? { ...alert, acknowledged } : alert)) },
  );
  readAgainSoon(['replica-alerts', replica], 2_000);
}
