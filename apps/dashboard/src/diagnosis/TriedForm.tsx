import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';

/** Asks for a note on what was done, and says that it was tried. */
export function TriedForm({
  tried,
  submit,
  onClose,
  className,
  errorClassName,
}: {
  tried: UseMutationResult<unknown, Error, string>;
  submit: string;
  onClose: () => void;
  className: string | undefined;
  errorClassName?: string | undefined;
}) {
  const [note, setNote] = useState('');
  return (
    <form
      className={className}
      aria-label="Mark as tried"
      onSubmit={(event) => {
        event.preventDefault();
        tried.mutate(note.trim(), { onSuccess: onClose });
      }}
    >
      <label>
        <span className="i3 small">What was done, if it is worth a note</span>
        <input
          className="field"
          value={note}
          maxLength={1000}
          autoFocus
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <div className="row wrap">
        <button type="submit" className="btn pri" disabled={tried.isPending}>
          {submit}
        </button>
        <button type="button" className="btn ghost" onClick={onClose}>
          Not yet
        </button>
      </div>
      {tried.isError && (
        <p role="alert" className={errorClassName}>
          {tried.error.message}
        </p>
      )}
    </form>
  );
}
