import type { ChannelView } from '@lockstep/contracts';
import { ChannelPicks } from './ChannelPicks.tsx';
import { Labelled } from './Labelled.tsx';
import type { StepDraft } from './route-draft.ts';
import style from './Settings.module.css';

const NEXT: StepDraft = { after: '15 min', channels: [], repeat: '' };

/** Who is told as well when nobody has taken it. */
export function EscalationFields({
  steps,
  channels,
  at,
  onChange,
}: {
  steps: readonly StepDraft[];
  channels: readonly ChannelView[];
  at: (field: string) => string | undefined;
  onChange: (steps: readonly StepDraft[]) => void;
}) {
  const change = (index: number, said: Partial<StepDraft>) =>
    onChange(steps.map((step, nth) => (nth === index ? { ...step, ...said } : step)));
  return (
    <fieldset className={style.plain}>
      <legend className="m">When nobody takes it</legend>
      {steps.length === 0 && <p className="i2">Nobody else is told.</p>}
      {steps.map((step, index) => (
        <div key={index} className={style.matcher}>
          <div className={style.conditions}>
            <Labelled word="After" error={at(`escalation.${index}.afterMs`)}>
              <input
                className="field"
                value={step.after}
                onChange={(event) => change(index, { after: event.target.value })}
              />
            </Labelled>
            <Labelled word="And again every; empty: once" error={at(`escalation.${index}.repeatMs`)}>
              <input
                className="field"
                value={step.repeat}
                onChange={(event) => change(index, { repeat: event.target.value })}
              />
            </Labelled>
            <ChannelPicks
              legend={`Step ${index + 1} goes to`}
              all={channels}
              picked={step.channels}
              error={at(`escalation.${index}.channels`)}
              onChange={(picked) => change(index, { channels: picked })}
            />
          </div>
          <button
            type="button"
            className="btn sm ghost"
            onClick={() => onChange(steps.filter((_, nth) => nth !== index))}
          >
            Take it out
          </button>
        </div>
      ))}
      <button type="button" className="btn sm" onClick={() => onChange([...steps, NEXT])}>
        Add a step
      </button>
    </fieldset>
  );
}
