import type { AlertRule } from '@lockstep/contracts';
import { useId } from 'react';
import { RULE_WORDS } from '../alerts/alert-words.ts';
import { Icon } from '../design/Icon.tsx';
import { useFleetGroups } from '../fleet/useFleet.ts';
import { errorAt, type Errors } from './errors.ts';
import { Labelled } from './Labelled.tsx';
import { EMPTY, type MatcherDraft } from './matcher-draft.ts';
import style from './Settings.module.css';

/** Which alerts: any of the lines, of which each says all that must be so. */
export function MatcherFields({
  matchers,
  errors,
  none,
  onChange,
}: {
  matchers: readonly MatcherDraft[];
  errors: Errors;
  /** What it means that there is no line. */
  none?: string;
  onChange: (matchers: readonly MatcherDraft[]) => void;
}) {
  const overall = errors.matchers;
  return (
    <fieldset className={style.plain}>
      <legend className="m">Which alerts</legend>
      {matchers.length === 0 && <p className="i2">{none}</p>}
      {matchers.map((matcher, index) => (
        <Line
          // Lines have no name of their own; they are only added at the end and taken out.
          key={index}
          matcher={matcher}
          error={errorAt(errors, `matchers.${index}`)}
          onChange={(said) => onChange(matchers.map((old, at) => (at === index ? { ...old, ...said } : old)))}
          onRemove={() => onChange(matchers.filter((_, at) => at !== index))}
        />
      ))}
      {overall && <p className={style.error}>{overall}</p>}
      <button type="button" className="btn sm" onClick={() => onChange([...matchers, EMPTY])}>
        {matchers.length === 0 ? 'Only some alerts' : 'Or others'}
      </button>
    </fieldset>
  );
}

function Line({
  matcher,
  error,
  onChange,
  onRemove,
}: {
  matcher: MatcherDraft;
  error: string | undefined;
  onChange: (said: Partial<MatcherDraft>) => void;
  onRemove: () => void;
}) {
  const servers = useFleetGroups('server').data?.groups ?? [];
  const list = useId();
  const text = (name: 'server' | 'mailbox' | 'kind' | 'label', word: string, placeholder: string) => (
    <Labelled word={word}>
      <input
        className="field"
        value={matcher[name]}
        placeholder={placeholder}
        list={name === 'server' ? list : undefined}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Labelled>
  );
  return (
    <div className={style.matcher}>
      <div className={style.conditions}>
        <Labelled word="Rule">
          <select
            className="field"
            value={matcher.rule}
            onChange={(event) => onChange({ rule: event.target.value as AlertRule | '' })}
          >
            <option value="">any</option>
            {Object.entries(RULE_WORDS).map(([rule, word]) => (
              <option key={rule} value={rule}>
                {word}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled word="Severity">
          <select
            className="field"
            value={matcher.severity}
            onChange={(event) => onChange({ severity: event.target.value as MatcherDraft['severity'] })}
          >
            <option value="">any</option>
            <option value="critical">critical</option>
            <option value="warning">warning</option>
          </select>
        </Labelled>
        {text('server', 'Server', 'any, or imap-*')}
        {text('mailbox', 'Mailbox', 'any, or *@example.org')}
        {text('kind', 'Kind', 'any')}
        {text('label', 'Label', 'any, or site=Lyon')}
        {matcher.alert !== '' && (
          <Labelled word="Alert">
            <input
              className="field"
              value={matcher.alert}
              onChange={(event) => onChange({ alert: event.target.value })}
            />
          </Labelled>
        )}
        <datalist id={list}>{servers.map(({ name }) => name !== null && <option key={name} value={name} />)}</datalist>
      </div>
      <button type="button" className="icob" aria-label="Take this line out" onClick={onRemove}>
        <Icon name="cross" size={13} />
      </button>
      {error && <p className={style.error}>{error}</p>}
    </div>
  );
}
