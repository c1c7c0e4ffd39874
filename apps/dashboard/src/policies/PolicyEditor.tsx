import type { PolicyView } from '@lockstep/contracts';
import { useState } from 'react';
import { Panel } from '../design/Panel.tsx';
import { many } from '../figures/numbers.ts';
import { RequestError } from '../server/request.ts';
import { changed, draftOf, inputOf, type Draft, type Errors } from './draft.ts';
import { HoursFields } from './HoursFields.tsx';
import { Labelled } from './Labelled.tsx';
import { Preview } from './Preview.tsx';
import { RemovePolicy } from './RemovePolicy.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { ThresholdFields } from './ThresholdFields.tsx';
import { usePreview, useSavePolicy } from './usePolicies.ts';
import style from './PoliciesPage.module.css';

/** A new policy begins with the thresholds of everyone's; an old one with its own. Nothing counts before it is saved. */
export function PolicyEditor({
  policy,
  making,
  readOnly,
  onDone,
}: {
  policy: PolicyView;
  making: boolean;
  readOnly: boolean;
  onDone: (id: string | undefined) => void;
}) {
  const begin: Draft = making ? { ...draftOf(policy), name: '', scope: { of: 'server', server: '' } } : draftOf(policy);
  const [draft, setDraft] = useState(begin);
  const [errors, setErrors] = useState<Errors>({});
  const id = making ? null : policy.id;
  const save = useSavePolicy(id);
  const preview = usePreview(id);
  const differing = changed(draft, policy);
  const touched = JSON.stringify(draft) !== JSON.stringify(begin);
  const change = (said: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...said }));
    setErrors({});
    save.reset();
  };

  /** Reads the form; what it cannot read, or what the server refuses, is said at its place. */
  const withInput = (act: (input: Extract<ReturnType<typeof inputOf>, { ok: true }>['input']) => void) => {
    const read = inputOf(draft, making ? null : policy.version);
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) act(read.input);
  };
  const refused = (error: Error) => {
    if (error instanceof RequestError && error.field !== undefined) setErrors({ [error.field]: error.message });
  };
  const unplaced = [save.error, preview.error].find(
    (error) => error && !(error instanceof RequestError && error.field !== undefined),
  );

  return (
    <>
      <Panel
        title={making ? 'New policy' : policy.name}
        sub={
          making
            ? 'begins as everyone’s'
            : differing.length > 0
              ? `v${policy.version} → v${policy.version + 1}, ${many(differing.length, 'change')}`
              : `v${policy.version}`
        }
        controls={
          !making && policy.scope.of !== 'everyone' && !readOnly && <RemovePolicy policy={policy} onDone={onDone} />
        }
      >
        <form
          className={style.form}
          onSubmit={(event) => {
            event.preventDefault();
            withInput((input) => save.mutate(input, { onSuccess: ({ id: saved }) => onDone(saved), onError: refused }));
          }}
        >
          <fieldset disabled={readOnly} className={style.plain}>
            <div className={style.who}>
              <Labelled word="Name" error={errors.name}>
                <input
                  className="field"
                  value={draft.name}
                  maxLength={100}
                  onChange={(event) => change({ name: event.target.value })}
                />
              </Labelled>
              <ScopeFields
                scope={draft.scope}
                fixed={!making && policy.scope.of === 'everyone'}
                errors={errors}
                onChange={(scope) => change({ scope })}
              />
            </div>
            <ThresholdFields
              texts={draft.texts}
              before={making ? null : begin.texts}
              errors={errors}
              onChange={(path, text) => change({ texts: { ...draft.texts, [path]: text } })}
            />
            <HoursFields hours={draft.hours} errors={errors} onChange={(hours) => change({ hours })} />
            <Labelled word={making ? 'Why this policy?' : 'Why this change?'} error={errors.why}>
              <textarea
                className={`field ${style.why}`}
                value={draft.why}
                maxLength={1000}
                rows={2}
                onChange={(event) => change({ why: event.target.value })}
              />
            </Labelled>
            {Object.keys(errors).length > 0 && (
              <p role="alert" className={style.error}>
                Not saved: {many(Object.keys(errors).length, 'field says', 'fields say')} why.
              </p>
            )}
            {unplaced && (
              <p role="alert" className={style.error}>
                {unplaced.message}
              </p>
            )}
            <div className="row wrap">
              <button type="submit" className="btn pri" disabled={!touched || save.isPending}>
                {making ? 'Save the policy' : `Save as v${policy.version + 1}`}
              </button>
              <button
                type="button"
                className="btn"
                disabled={preview.isPending}
                onClick={() => withInput((input) => preview.mutate(input, { onError: refused }))}
              >
                Look what it would do
              </button>
              <button
                type="button"
                className="btn ghost"
                onClick={() => (making ? onDone(undefined) : change(begin))}
                disabled={!making && !touched}
              >
                Discard
              </button>
              <span className="i3 small">judges from the moment it is saved on</span>
            </div>
          </fieldset>
        </form>
      </Panel>
      {preview.data && <Preview preview={preview.data} />}
    </>
  );
}
