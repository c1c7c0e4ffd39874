import type { IncidentView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { count, many } from '../figures/numbers.ts';
import { IncidentPanel } from './IncidentPanel.tsx';
import { IncidentState } from './IncidentState.tsx';
import { where, worstFirst } from './incident-text.ts';
import { useLiveIncidentAlerts } from './useIncidentAlert.ts';
import style from './Incident.module.css';

/** What leads the fleet page: the gravest incident in full, the others a line each, so that the counters stay in sight. */
export function OpenIncidents({ incidents }: { incidents: readonly IncidentView[] }) {
  useLiveIncidentAlerts(incidents);
  const [first, ...others] = worstFirst(incidents);
  return (
    <div className="col g16" aria-live="assertive" aria-relevant="additions">
      {first && <IncidentPanel key={first.id} incident={first} />}
      {others.length > 0 && (
        <ul className={`panel ${style.others}`} aria-label="Other open incidents">
          {others.map((incident) => (
            <li key={incident.id} className={style[incident.severity]}>
              <IncidentState incident={incident} />
              <Link to="/incidents/$id" params={{ id: incident.id }} className={`m ${style.which}`}>
                {incident.title}
              </Link>
              <Link to="/mailboxes" search={{ incident: incident.id }} className="i2 link">
                {many(incident.replicas, 'mailbox', 'mailboxes')} of {count(incident.total)} {where(incident)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
