import style from './Settings.module.css';

/** Under a form: what went wrong, and the ways out. */
export function FormFoot({
  word,
  form,
  onCancel,
}: {
  word: string;
  form: { readonly saving: boolean; readonly failure: string | undefined; readonly overtaken: boolean };
  onCancel: () => void;
}) {
  return (
    <div className={style.foot}>
      {form.failure && (
        <p role="alert" className={style.error}>
          {form.overtaken
            ? 'Somebody else changed it meanwhile. Cancel, and open it again.'
            : `Not saved: ${form.failure}`}
        </p>
      )}
      <div className="row wrap">
        <button type="submit" className="btn pri" disabled={form.saving || form.overtaken}>
          {word}
        </button>
        <button type="button" className="btn ghost" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}
