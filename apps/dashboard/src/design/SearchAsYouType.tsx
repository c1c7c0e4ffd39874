import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../app/keyboard.ts';
import { Icon } from './Icon.tsx';

const PAUSE_MS = 180;

/** What is typed shows at once, and is said after a short pause. The value may also change from elsewhere: back, a link. */
export function SearchAsYouType({
  label,
  placeholder,
  className = '',
  value,
  onChange,
}: {
  label: string;
  placeholder: string;
  className?: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const [said, setSaid] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (value !== said) {
    setSaid(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const input = useRef<HTMLInputElement>(null);
  useKeys({ f: () => input.current?.focus() });

  return (
    <label className={`search ${className}`}>
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          const next = event.target.value;
          setTyped(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onChange(next.trim()), PAUSE_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </label>
  );
}
