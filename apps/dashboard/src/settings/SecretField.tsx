import { Labelled } from './Labelled.tsx';
import style from './Settings.module.css';

/** A secret can be put in, put in anew or taken away, and is never shown: what is held is only said to be held. */
export function SecretField({
  word,
  held,
  value,
  error,
  onChange,
}: {
  word: string;
  held: boolean;
  /** Undefined: as it is. Null: it is to be taken away. */
  value: string | null | undefined;
  error: string | undefined;
  onChange: (value: string | null | undefined) => void;
}) {
  if (held && (value === undefined || value === null)) {
    return (
      <div role="group" aria-label={word}>
        <span className="i3 small">{word}</span>
        <div className={style.secret}>
          <span className="m">{value === null ? 'is taken away when saved' : 'held'}</span>
          {value === null ? (
            <button type="button" className="btn sm" onClick={() => onChange(undefined)}>
              Keep it
            </button>
          ) : (
            <>
              <button type="button" className="btn sm" onClick={() => onChange('')}>
                Replace
              </button>
              <button type="button" className="btn sm ghost" onClick={() => onChange(null)}>
                Remove
              </button>
            </>
          )}
        </div>
        {error && <span className={style.error}>{error}</span>}
      </div>
    );
  }
  return (
    <Labelled word={word} error={error}>
      <input
        className="field"
        type="password"
        autoComplete="new-password"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}
