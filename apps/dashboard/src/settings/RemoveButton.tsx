import { useState } from 'react';
import { useRemove } from './useSettings.ts';
import style from './Settings.module.css';

interface Doing {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly mutate: () => void;
}

/** For what cannot be taken back: asks once; why it is refused is said in place. */
export function AskedButton({ word, name, doing }: { word: string; name: string; doing: Doing }) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <button type="button" className="btn sm ghost" aria-label={`${word} ${name}`} onClick={() => setAsking(true)}>
        {word}…
      </button>
    );
  return (
    <>
      {doing.error && (
        <span role="alert" className={style.error}>
          {doing.error.message}
        </span>
      )}
      <button type="button" className="btn sm" autoFocus disabled={doing.isPending} onClick={() => doing.mutate()}>
        {word} it
      </button>
      <button type="button" className="btn sm ghost" onClick={() => setAsking(false)}>
        Keep it
      </button>
    </>
  );
}

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
  return <AskedButton word={word} name={name} doing={useRemove(of, id)} />;
}
