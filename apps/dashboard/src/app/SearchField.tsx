import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { Icon } from '../design/Icon.tsx';
import { useKeys } from './keyboard.ts';
import style from './Shell.module.css';

/** Finds a user or a server: what is typed becomes the search of the list. */
export function SearchField() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({ '/': focus, 'Control+k': focus });

  return (
    <form
      role="search"
      className={`search ${style.search}`}
      onSubmit={(event) => {
        event.preventDefault();
        const q = input.current?.value.trim();
        void navigate({ to: '/mailboxes', search: q ? { q } : {} });
        input.current?.blur();
        if (input.current) input.current.value = '';
      }}
    >
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        aria-label="Find a user or server"
        placeholder="Find a user or server"
        autoComplete="off"
        enterKeyHint="search"
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
