import type { PolicyView } from '@lockstep/contracts';
import { Panel } from '../design/Panel.tsx';
import { many } from '../figures/numbers.ts';
import { Backtest } from './Backtest.tsx';
import { HoursFields } from './HoursFields.tsx';
import { Labelled } from './Labelled.tsx';
import { PolicyHistory } from './PolicyHistory.tsx';
import { Preview } from './Preview.tsx';
import { RemovePolicy } from './RemovePolicy.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { ThresholdFields } from './ThresholdFields.tsx';
import { usePolicyForm } from './usePolicyForm.ts';
import style from './PoliciesPage.module.css';

/** A new policy begins with the thresholds of everyone's; an old one with its own. Nothing counts before it is saved. */
export function PolicyEditor({
  policy,
  making,
  at,
  marked,
  onDone,
  onReload,
}: {
  policy: PolicyView;
  making: boolean;
  /** The moment that is looked at, where nothing can be changed; undefined: now. */
  at: string | undefined;
  /** A version that a link points to. */
  marked: number | undefined;
  /** Saved, removed or given up: which policy to show next; undefined: everyone's. */
  onDone: (id: string | undefined) => void;
  onReload: () => void;
}) {
  const readOnly = at !== undefined;
  const form = usePolicyForm(policy, making);
  const { opened, draft, errors } = form;
  const next = opened.version + 1;
  const everyone = opened.scope.of === 'everyone';

  return (
    <>
      <Panel
        title={making ? 'New policy' : opened.name}
        sub={
          making
            ? 'begins with the thresholds for everyone'
            : form.differing > 0
              ? `v${opened.version} → v${next}, ${many(form.differing, 'change')}`
              : `v${opened.version}`
        }
        controls={!making && !everyone && !readOnly && <RemovePolicy policy={opened} onDone={onDone} />}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            form.save(onDone);
          }}
        >
          <fieldset disabled={readOnly} className={style.plain}>
            <div className={style.who}>
              <Labelled word="Name" error={errors.name}>
                <input
                  className="field"
                  value={draft.name}
                  maxLength={100}
                  onChange={(event) => form.change({ name: event.target.value })}
                />
              </Labelled>
              <ScopeFields
                scope={draft.scope}
                fixed={!making && everyone}
                errors={errors}
                onChange={(scope) => form.change({ scope })}
              />
            </div>
            <ThresholdFields
              texts={draft.texts}
              before={form.before}
              errors={errors}
              onChange={(path, text) => form.change({ texts: { ...draft.texts, [path]: text } })}
            />
            <HoursFields hours={draft.hours} errors={errors} onChange={(hours) => form.change({ hours })} />
            {!readOnly && (
              <Labelled word={making ? 'Why this policy?' : 'Why this change?'} error={errors.why}>
                <textarea
                  className={`field ${style.why}`}
                  value={draft.why}
                  maxLength={1000}
                  rows={2}
                  onChange={(event) => form.change({ why: event.target.value })}
                />
              </Labelled>
            )}
          </fieldset>
          {!readOnly && (
            <div className={style.foot}>
              {form.overtaken && (
                <div role="alert" className={style.overtaken}>
                  <span>
                    <b className="m">Somebody else saved another version</b> since v{opened.version} was opened here.
                  </span>
                  <button type="button" className="btn sm" onClick={onReload}>
                    Discard mine, open theirs
                  </button>
                </div>
              )}
              {(Object.keys(errors).length > 0 || form.failure) && (
                <p role="alert" className={style.error}>
                  {form.failure
                    ? form.failure.message
                    : `Not saved: ${many(Object.keys(errors).length, 'field says', 'fields say')} why.`}
                </p>
              )}
              <div className="row wrap">
                <button type="submit" className="btn pri" disabled={!form.touched || form.saving || form.overtaken}>
                  {making ? 'Save the policy' : `Save as v${next}`}
                </button>
                <button type="button" className="btn" disabled={form.looking} onClick={form.look}>
                  Look what it would do
                </button>
                <button
                  type="button"
                  className="btn ghost"
                  onClick={() => (making ? onDone(undefined) : form.discard())}
                  disabled={!making && !form.touched}
                >
                  Discard
                </button>
                <span className="i3 small">counts from the moment it is saved</span>
              </div>
            </div>
          )}
        </form>
      </Panel>
      <div className={style.side}>
        {!readOnly && (
          <Backtest
            id={making ? null : opened.id}
            version={making ? null : opened.version}
            input={form.tried}
            settled={form.settled}
          />
        )}
        {!readOnly && (
          <Preview
            preview={form.preview}
            looking={form.looking}
            refused={form.previewRefused}
            version={making ? null : opened.version}
          />
        )}
        {!making && <PolicyHistory id={opened.id} at={at} marked={marked} />}
      </div>
    </>
  );
}
