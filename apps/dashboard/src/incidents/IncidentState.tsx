import type { IncidentView } from '@lockstep/contracts';
import { Ago, Moment } from '../figures/When.tsx';
import style from './Incident.module.css';

/** How grave it is, and since when; or that it is over. */
export function IncidentState({ incident: { closedAt, severity, since } }: { incident: IncidentView }) {
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
            for <Ago at={since} />
          </>
        )}
      </span>
    </div>
  );
}
