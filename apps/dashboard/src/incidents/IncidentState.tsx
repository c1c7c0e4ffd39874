import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNow } from '../figures/clock.ts';
import { MINUTE, shortly } from '../figures/time.ts';
import { Ago, Moment } from '../figures/When.tsx';
import { sessionQuery } from '../server/session.ts';
import { useIncidentAlert } from './useIncidentAlert.ts';
import style from './Incident.module.css';

/** How grave it is, since when, and who has taken it; or that it is over. */
export function IncidentState({ incident }: { incident: IncidentView }) {
  const { closedAt, severity, since } = incident;
  const alert = useIncidentAlert(incident).data;
  return (
    <div className="row wrap">
      <span className={`${style.severity} ${closedAt === null ? style[severity] : ''}`}>
        {closedAt !== null ? 'Over' : severity === 'critical' ? 'Critical' : 'Warning'}
      </span>
      <span className="i2">
        {closedAt !== null ? (
          <>
            ended <Moment at={closedAt} />
          </>
        ) : (
          <>
            {alert?.status === 'firing' && 'firing '}for <Ago at={alert?.firedAt ?? since} />
            {alert && <Taken alert={alert} />}
          </>
        )}
      </span>
    </div>
  );
}

function Taken({ alert: { acknowledged, assignee, status } }: { alert: AlertDetail }) {
  const user = useQuery(sessionQuery).data?.user;
  const now = useNow(MINUTE);
  const name = (who: string) => (who === user ? 'you' : who);
  if (acknowledged) {
    const { by, at, until, comment } = acknowledged;
    const end = until === null ? '' : ` until ${shortly(Date.parse(until), now)}`;
    return (
      <>
        {' · '}
        <span title={comment ?? undefined}>
          taken by {name(by)} at <Moment at={at} />
          {end}
        </span>
      </>
    );
  }
  if (assignee !== null) return ` · assigned to ${name(assignee)}`;
  return status === 'pending' ? ' · nobody is told yet' : ' · not taken';
}
