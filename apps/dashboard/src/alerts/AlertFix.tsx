import type { AlertDetail } from '@lockstep/contracts';
import { useState } from 'react';
import { CopyButton } from '../design/CopyButton.tsx';
import { Guard } from '../diagnosis/Guard.tsx';
import { Steps } from '../diagnosis/Steps.tsx';
import { stepsAsText } from '../diagnosis/steps.ts';
import form from './ActForm.module.css';
import style from './AlertPanel.module.css';

const FIRST = 'First: ';

/**
 * The first fix. What must be saved comes before the steps, and locks them until it is said to be done.
 * Of one cause of many, the cause is the alert itself and is not said again.
 */
export function AlertFix({ alert }: { alert: AlertDetail }) {
  const [saved, setSaved] = useState(false);
  const { diagnosis, rule, title } = alert;
  if (alert.steps.length === 0) return null;
  const guard = alert.steps[0]!.startsWith(FIRST) ? alert.steps[0]!.slice(FIRST.length) : null;
  const steps = guard === null ? alert.steps : alert.steps.slice(1);
  return (
    <section className={style.fix} aria-label="First fix to try">
      <div className="row between wrap">
        <h3 className="m">
          First fix to try {diagnosis !== null && rule !== 'suspected' && <span className="i3">· {diagnosis.id}</span>}
        </h3>
        <CopyButton text={stepsAsText(diagnosis?.title ?? title, steps, guard)} label="Copy" />
      </div>
      {diagnosis !== null && diagnosis.title !== title && <p className="b">{diagnosis.title}</p>}
      {guard !== null && (
        <Guard guard={{ text: guard, items: null, folders: [] }}>
          <label className={form.check}>
            <input type="checkbox" checked={saved} onChange={() => setSaved(!saved)} />
            This is done
          </label>
        </Guard>
      )}
      <Steps steps={steps} locked={guard !== null && !saved} />
    </section>
  );
}
