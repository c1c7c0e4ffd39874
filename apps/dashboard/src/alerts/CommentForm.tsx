import { useState } from 'react';
import { useComment } from './acts.ts';
import form from './ActForm.module.css';
import style from './AlertPanel.module.css';

/** A word for whoever looks next; it stands in the biography. */
export function CommentForm({ id }: { id: string }) {
  const [text, setText] = useState('');
  const saying = useComment(id);
  return (
    <form
      className={style.comment}
      onSubmit={(event) => {
        event.preventDefault();
        saying.mutate(text, { onSuccess: () => setText('') });
      }}
    >
      <input
        className="field"
        aria-label="Add a comment"
        placeholder="Add a comment"
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn" disabled={text.trim() === '' || saying.isPending}>
        Say
      </button>
      {saying.isError && (
        <p role="alert" className={form.error}>
          {saying.error.message}
        </p>
      )}
    </form>
  );
}
