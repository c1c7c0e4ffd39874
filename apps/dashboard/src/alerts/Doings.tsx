import type { ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import type { Doing } from './alert-words.ts';
import style from './Doings.module.css';

/** What is done about an alert, in one line that ends with what was seen. */
export function DoingLine({
  first,
  doings,
  seen,
}: {
  first: ReactNode;
  doings: readonly Doing[];
  seen: string | null;
}) {
  return (
    <div className={style.line}>
      {first}
      {doings.map(one)}
      {seen !== null && (
        <span className={`${style.seen} i3`} title={seen}>
          {seen}
        </span>
      )}
    </div>
  );
}

/** The same in the head of one alert, a line each. */
export function DoingLines({ doings }: { doings: readonly Doing[] }) {
  if (doings.length === 0) return null;
  return <div className={style.stacked}>{doings.map(one)}</div>;
}

const one = ([mark, text]: Doing) => (
  <span key={text} title={text} className={mark === 'missing' ? style.missing : undefined}>
    {mark !== 'none' && mark !== 'missing' && <Icon name={mark} size={13} />}
    {text}
  </span>
);
