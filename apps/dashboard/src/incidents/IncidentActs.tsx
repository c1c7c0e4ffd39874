import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAt } from '../app/useAt.ts';
import { ActForm } from '../alerts/ActForm.tsx';
import { EndSilence, silencesOf } from '../alerts/EndSilence.tsx';
import { useAct, useUnacknowledge } from '../alerts/acts.ts';
import { Icon } from '../design/Icon.tsx';
import { sessionQuery } from '../server/session.ts';
import { TriedAtIncident } from './TriedAtIncident.tsx';
import { useIncidentAlert } from './useIncidentAlert.ts';
import style from './Told.module.css';

/** To take an incident, or to keep it quiet, where it is seen. One press takes it, and another gives it back. */
export function IncidentActs({ incident }: { incident: IncidentView }) {
  const alert = useIncidentAlert(incident).data;
  const at = useAt();
  if (!alert || at !== undefined || alert.status === 'resolved') return null;
  return <Acts key={alert.id} alert={alert} incident={incident} />;
}

function Acts({ alert, incident }: { alert: AlertDetail; incident: IncidentView }) {
  const user = useQuery(sessionQuery).data?.user ?? '';
  const [quieting, setQuieting] = useState(false);
  const taking = useAct([alert.id]);
  const letGo = useUnacknowledge(alert.id);
  const fallen = taking.data?.[0]?.detail ?? taking.error?.message ?? letGo.error?.message;
  return (
    <>
      {alert.acknowledged === null ? (
        <button
          type="button"
          className={`btn pri ${style.take}`}
          disabled={taking.isPending}
          onClick={() => taking.mutate({ act: 'acknowledge' })}
        >
          <Icon name="taken" size={14} />
          Acknowledge
        </button>
      ) : (
        <button
          type="button"
          className={`btn ${style.take}`}
          disabled={letGo.isPending}
          aria-label={alert.acknowledged.by === user ? 'Undo acknowledge' : undefined}
          title={alert.acknowledged.by === user ? 'It is not mine after all' : undefined}
          onClick={() => letGo.mutate(undefined, { onSuccess: () => taking.reset() })}
        >
          {alert.acknowledged.by === user ? 'Undo' : 'Let go'}
        </button>
      )}
      {incident.closedAt === null && <TriedAtIncident incident={incident} alert={alert} />}
      {silencesOf(alert).length > 0 ? (
        <EndSilence alert={alert} />
      ) : (
        <button type="button" className="btn ghost" aria-expanded={quieting} onClick={() => setQuieting(!quieting)}>
          <Icon name="bellOff" size={14} />
          Silence
        </button>
      )}
      {quieting && (
        <div className={style.form}>
          <ActForm
            act="silence"
            ids={[alert.id]}
            user={user}
            onDone={() => setQuieting(false)}
            onCancel={() => setQuieting(false)}
          />
        </div>
      )}
      {fallen && (
        <p role="alert" className={style.error}>
          {fallen}
        </p>
      )}
    </>
  );
}
