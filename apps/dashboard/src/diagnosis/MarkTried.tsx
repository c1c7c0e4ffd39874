import type { DiagnosisView } from '@lockstep/contracts';
import { useState } from 'react';
import { Icon } from '../design/Icon.tsx';
import { TriedForm } from './TriedForm.tsx';
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
  return <TriedForm tried={tried} submit="Mark as tried" onClose={() => setAsking(false)} className={style.tried} />;
}
