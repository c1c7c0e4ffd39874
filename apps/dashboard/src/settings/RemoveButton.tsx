import { useState } from 'react';
import { useRemove } from './useSettings.ts';
import style from './Settings.module.css';

/** Asks once; why it is refused is said in place. */
export function RemoveButton({
  of,
  id,
  name,
  word = 'Remove',
}: {
  of: 'channels' | 'routes' | 'silences' | 'maintenance';
  id: string;
  name: string;
  word?: string;
}) {
  const [asking, setAsking] = useState(false);
  const removing = useRemove(of, id);
  if (!asking)
    return (
      <button type="button" className="btn sm ghost" aria-label={`${word} ${name}`} onClick={() => setAsking(true)}>
        {word}…
      </button>
    );
  return (
    <>
      {removing.isError && (
        <span role="alert" className={style.error}>
          {removing.error.message}
        </span>
      )}
      <button type="button" className="btn sm" disabled={removing.isPending} onClick={() => removing.mutate()}>
        {word} it
      </button>
      <button type="button" className="btn sm ghost" onClick={() => setAsking(false)}>
        Keep it
      </button>
    </>
  );
}
