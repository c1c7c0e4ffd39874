import { useState } from 'react';
import { useDismiss } from './useSettings.ts';
import style from './Settings.module.css';

/** Why a message that was given up need not be sent any more. */
export function DismissForm({ id, onDone }: { id: string; onDone: () => void }) {
  const dismiss = useDismiss(id);
  const [reason, setReason] = useState('');
  return (
    <form
      className={`${style.wholeWidth} ${style.dismiss}`}
      aria-label="Dismiss"
      onSubmit={(event) => {
        event.preventDefault();
        dismiss.mutate(reason, { onSuccess: onDone });
      }}
    >
      <label>
        <span className="i3 small">Why need it not be sent?</span>
        <input
          className="field"
          value={reason}
          maxLength={1000}
          required
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className={style.tools}>
        <button type="submit" className="btn pri" disabled={dismiss.isPending || reason.trim() === ''}>
          Dismiss it
        </button>
        <button type="button" className="btn ghost" onClick={onDone}>
          Keep it
        </button>
      </div>
      {dismiss.isError && (
        <p role="alert" className={style.error}>
          {dismiss.error.message}
        </p>
      )}
    </form>
  );
}
