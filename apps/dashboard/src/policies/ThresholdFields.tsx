import type { Errors } from './draft.ts';
import { LINES, type Field, type Texts } from './fields.ts';
import style from './PoliciesPage.module.css';

/** A line a rule: when it is a warning, when it is critical. What was changed says what it was. */
export function ThresholdFields({
  texts,
  before,
  errors,
  onChange,
}: {
  texts: Texts;
  before: Texts | null;
  errors: Errors;
  onChange: (path: string, text: string) => void;
}) {
  const input = (field: Field | null, word: string, columns = 1) => {
    if (field === null) return <td />;
    const error = errors[`thresholds.${field.path}`];
    const was = before !== null && before[field.path] !== texts[field.path] ? before[field.path] : null;
    return (
      <td className={style.cell} colSpan={columns}>
        <input
          className={`field ${style.small} ${was !== null ? style.edited : ''} ${error ? style.bad : ''}`}
          aria-label={word}
          aria-invalid={error !== undefined}
          value={texts[field.path] ?? ''}
          onChange={(event) => onChange(field.path, event.target.value)}
        />
        {was !== null && <div className="i3 small">was {was}</div>}
        {error && (
          <div className={style.error} role="alert">
            {error}
          </div>
        )}
      </td>
    );
  };
  return (
    <table className={style.thresholds}>
      <caption className="visually-hidden">Thresholds</caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Warning</th>
          <th scope="col">Critical</th>
        </tr>
      </thead>
      <tbody>
        {LINES.map((line) =>
          'heading' in line ? (
            <tr key={line.heading} className={style.heading}>
              <th scope="rowgroup" colSpan={3}>
                {line.heading}
              </th>
            </tr>
          ) : (
            <tr key={line.word}>
              <td className={style.rule}>
                {line.word}
                {line.hint && <div className="i3 small">{line.hint}</div>}
              </td>
              {line.both ? (
                input(line.warning, line.word, 2)
              ) : (
                <>
                  {input(line.warning, `${line.word}, warning`)}
                  {input(line.critical, `${line.word}, critical`)}
                </>
              )}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
