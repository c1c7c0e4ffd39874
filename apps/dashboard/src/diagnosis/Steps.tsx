import { Command } from '../design/Command.tsx';
import { stepParts } from './steps.ts';
import style from './Diagnosis.module.css';

/** Numbered, with what can be copied set apart. `locked`: not before the guard is ticked. */
export function Steps({ steps, locked = false }: { steps: readonly string[]; locked?: boolean }) {
  return (
    <ol className={style.steps}>
      {steps.map((step, index) => (
        <li key={step} className={locked ? style.locked : undefined}>
          <span className={style.number} aria-hidden="true">
            {index + 1}
          </span>
          <div>
            <StepText step={step} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepText({ step }: { step: string }) {
  return stepParts(step).map(({ text, as }, index) =>
    as === 'code' ? (
      <Command key={index} text={text} />
    ) : (
      <span key={index} className={as === 'label' ? 'b' : undefined}>
        {text}
      </span>
    ),
  );
}
