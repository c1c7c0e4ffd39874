import type { DiagnosisView, ReplicaView } from '@lockstep/contracts';
import { useId, useState } from 'react';
import { CopyButton } from '../design/CopyButton.tsx';
import { Icon } from '../design/Icon.tsx';
import { Sentence } from '../figures/Sentence.tsx';
import { Evidence } from './Evidence.tsx';
import { Guard } from './Guard.tsx';
import { MarkTried } from './MarkTried.tsx';
import { Steps } from './Steps.tsx';
import { TriedBefore } from './TriedBefore.tsx';
import { stepsAsText, uncapitalised } from './steps.ts';
import style from './Diagnosis.module.css';

/** One probable cause: what speaks for it, what to save first, what to do, and what will confirm it. */
export function Diagnosis({
  diagnosis,
  replica,
  readOnly,
}: {
  diagnosis: DiagnosisView;
  replica: ReplicaView;
  readOnly: boolean;
}) {
  /** What was saved; when more is at stake than that, it is asked for anew. */
  const [savedFor, setSavedFor] = useState<string | null>(null);
  const box = useId();
  const { guard, steps } = diagnosis;
  const saved = guard !== null && savedFor === guard.text;
  const locked = guard !== null && !saved;
  return (
    <>
      <p className={style.title}>{diagnosis.title}</p>
      <p className="i2">
        <Sentence text={diagnosis.cause} />
      </p>
      <Evidence evidence={diagnosis.evidence} replica={replica.id} />
      {diagnosis.tellApart.map(({ id, text }) => (
        <p key={id} className={style.apart}>
          <span className="tag">{id}</span> <Sentence text={text} />
        </p>
      ))}
      {steps.length > 0 && (
        <>
          <hr className={style.rule} />
          {guard && (
            <Guard guard={guard}>
              {!readOnly && (
                <label htmlFor={box} className={style.saved}>
                  <input
                    id={box}
                    type="checkbox"
                    checked={saved}
                    onChange={(event) => setSavedFor(event.target.checked ? guard.text : null)}
                  />
                  <span className="m">Done, and the copy opens</span>
                </label>
              )}
            </Guard>
          )}
          <Steps steps={steps} locked={locked} />
        </>
      )}
      {diagnosis.confirmedWhen && (
        <p className={style.note}>
          <Icon name="clock" />
          <span>Stays open until later reports confirm it: {uncapitalised(diagnosis.confirmedWhen)}</span>
        </p>
      )}
      {(diagnosis.cost || diagnosis.risk) && (
        <dl className={`dl ${style.price}`}>
          {diagnosis.forWhom && (
            <>
              <dt>Done by</dt>
              <dd>{BY[diagnosis.forWhom]}</dd>
            </>
          )}
          <dt>Costs</dt>
          <dd>{diagnosis.cost ?? 'Nothing.'}</dd>
          <dt>Risks</dt>
          <dd>{diagnosis.risk ?? 'None.'}</dd>
          <dt>Source</dt>
          <dd>{diagnosis.source}</dd>
        </dl>
      )}
      {steps.length > 0 && (
        <div className={style.actions}>
          {diagnosis.fix && <TriedBefore fix={diagnosis.fix} />}
          {!readOnly && <MarkTried replica={replica.id} diagnosis={diagnosis} locked={locked} />}
          <CopyButton text={stepsAsText(diagnosis.title, steps, guard?.text ?? null)} label="Copy the steps" tall />
        </div>
      )}
    </>
  );
}

const BY = { user: 'the person at the device', helpdesk: 'the helpdesk', administrator: 'an administrator' } as const;
