import type { ReactNode } from 'react';
import style from './Settings.module.css';

/** A field under its word, and what is wrong with it. */
export function Labelled({
  word,
  error,
  wide = false,
  children,
}: {
  word: string;
  error?: string | undefined;
  wide?: boolean;
  children: ReactNode;
}) {
  const looks = [style.labelled, error && style.wrong, wide && style.wide].filter(Boolean).join(' ');
  return (
    <label className={looks}>
      <span className="i3 small">{word}</span>
      {children}
      {error && <span className={style.error}>{error}</span>}
    </label>
  );
}

export function Check({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className={style.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}
