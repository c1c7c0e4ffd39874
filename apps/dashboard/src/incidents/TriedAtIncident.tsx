import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useNow } from '../figures/clock.ts';
import { MINUTE, shortly } from '../figures/time.ts';
import { queries } from '../server/queries.ts';
import { post } from '../server/request.ts';
import style from './Told.module.css';

/** "Tried" is all that a person can say; whether it helped, the end of the incident says. */
export function TriedAtIncident({ incident, alert }: { incident: IncidentView; alert: AlertDetail }) {
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
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
        <form
          className={`${style.form} ${style.tried}`}
          aria-label="Mark as tried"
          onSubmit={(event) => {
            event.preventDefault();
            tried.mutate(note.trim(), { onSuccess: () => setAsking(false) });
          }}
        >
          <label>
            <span className="i3 small">What was done, if it is worth a note</span>
            <input
              className="field"
              value={note}
              maxLength={1000}
              autoFocus
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          <div className="row wrap">
            <button type="submit" className="btn pri" disabled={tried.isPending}>
              It was tried
            </button>
            <button type="button" className="btn ghost" onClick={() => setAsking(false)}>
              Not yet
            </button>
          </div>
          {tried.isError && (
            <p role="alert" className={style.error}>
              {tried.error.message}
            </p>
          )}
        </form>
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
