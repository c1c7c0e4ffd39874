import type { DiagnosisView } from '@lockstep/contracts';
import { useState } from 'react';
import { Icon } from '../design/Icon.tsx';
import { useMarkTried } from './useDiagnoses.ts';
import style from './Diagnosis.module.css';

/** "Tried" is all that a person can say; whether it helped, later reports say. */
export function MarkTried({
  replica,
  diagnosis,
  locked,
}: {
  replica: string;
  diagnosis: DiagnosisView;
  locked: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const tried = useMarkTried(replica, diagnosis.id);
  const { fix } = diagnosis;

  if (fix?.status === 'tried') return null;
  if (!asking) {
    return (
      <button
        type="button"
        className="btn"
        disabled={locked}
        title={locked ? 'First what stands above: it would be lost' : undefined}
        onClick={() => setAsking(true)}
      >
        {locked && <Icon name="lock" size={13} />}
        {fix?.status === 'failed' || fix?.status === 'relapsed' ? 'Mark as tried again' : 'Mark as tried'}
      </button>
    );
  }
  return (
    <form
      className={style.tried}
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
          Mark as tried
        </button>
        <button type="button" className="btn ghost" onClick={() => setAsking(false)}>
          Not yet
        </button>
      </div>
      {tried.isError && <p role="alert">{tried.error.message}</p>}
    </form>
  );
}
