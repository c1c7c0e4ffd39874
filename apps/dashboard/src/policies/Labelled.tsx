import type { ReactNode } from 'react';
import style from './PoliciesPage.module.css';

/** A field under its word, and what is wrong with it. */
export function Labelled({ word, error, children }: { word: string; error?: string | undefined; children: ReactNode }) {
  return (
    <label className={error ? `${style.labelled} ${style.wrong}` : style.labelled}>
      <span className="i3 small">{word}</span>
      {children}
      {error && <span className={style.error}>{error}</span>}
    </label>
  );
}
