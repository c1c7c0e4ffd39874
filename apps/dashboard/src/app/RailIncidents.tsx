import type { IncidentList, IncidentView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { absolute, duration } from '../figures/time.ts';
import { get } from '../server/request.ts';
import { railTicks } from './rail-ticks.ts';
import style from './TimeRail.module.css';

const MINUTE_MS = 60_000;
const MOST = 100;

/** Incidents as ticks on the floor of the rail, as long as they lasted; each leads to its page. Newer ones lie above older. */
export function RailIncidents({
  open,
  at,
  from,
  to,
}: {
  /** Those that the fleet knows of: known at once, while the list is read now and then. */
  open: readonly IncidentView[];
  at: string | undefined;
  from: number;
  to: number;
}) {
  const opened = open.map(({ id }) => id).join(' ');
  const incidents = useQuery({
    queryKey: ['incidents-of-the-week', opened, at ?? 'now'],
    queryFn: ({ signal }) => get<IncidentList>('/incidents', { limit: MOST, at }, signal),
    placeholderData: (old) => old,
    staleTime: MINUTE_MS,
    refetchInterval: at === undefined ? MINUTE_MS : false,
  });
  return (
    <ul aria-label="Incidents of these seven days">
      {railTicks(incidents.data?.items ?? open, { from, to }).map(({ incident, left, width }) => {
        const { id, title, since, closedAt, severity } = incident;
        const end = closedAt === null ? 'open' : `lasted ${duration(Date.parse(closedAt) - Date.parse(since))}`;
        return (
          <li key={id}>
            <Link
              to="/incidents/$id"
              params={{ id }}
              className={`${style.tick} ${closedAt === null ? style.open : ''} ${style[severity]}`}
              style={{ left: `min(${left * 100}%, 100% - 8px)`, width: `max(8px, ${width * 100}%)` }}
              aria-label={`Incident: ${title}, ${end}`}
              title={`${title}\n${absolute(Date.parse(since))}, ${end}`}
            />
          </li>
        );
      })}
    </ul>
  );
}
