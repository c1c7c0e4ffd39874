import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { TriedForm } from '../diagnosis/TriedForm.tsx';
import { useNow } from '../figures/clock.ts';
import { MINUTE, shortly } from '../figures/time.ts';
import { queries } from '../server/queries.ts';
import { post } from '../server/request.ts';
import style from './Told.module.css';

/** "Tried" is all that a person can say; whether it helped, the end of the incident says. */
export function TriedAtIncident({ incident, alert }: { incident: IncidentView; alert: AlertDetail }) {
  const [asking, setAsking] = useState(false);
  const tried = useTried(incident.id, alert.id);
  const now = useNow(MINUTE);
  // What became of it names the entry; under this name it waits.
  const waiting = alert.biography.find(({ type }) => type === 'IncidentFixTried');
  if (incident.firstFix === null) return null;
  if (waiting) {
    const said = [waiting.by, waiting.detail].filter(Boolean).join(': ');
    return (
      <span className={`i2 small ${style.triedAt}`} title={said}>
        tried {shortly(Date.parse(waiting.at), now)}
      </span>
    );
  }
  return (
    <>
      <button type="button" className="btn" aria-expanded={asking} onClick={() => setAsking(!asking)}>
        Mark as tried
      </button>
      {asking && (
        <TriedForm
          tried={tried}
          submit="It was tried"
          onClose={() => setAsking(false)}
          className={`${style.form} ${style.tried}`}
          errorClassName={style.error}
        />
      )}
    </>
  );
}

const useTried = (incident: string, alert: string) =>
  useMutation({
    mutationFn: (note: string) => post(`/incidents/${encodeURIComponent(incident)}/tried`, note === '' ? {} : { note }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['alert', alert] });
      void queries.invalidateQueries({ queryKey: ['fixes'] });
    },
  });
