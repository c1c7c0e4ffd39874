import type { ReplicaList } from '@lockstep/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../design/Icon.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { useFleetGroups } from '../fleet/useFleet.ts';
import { get } from '../server/request.ts';
import { findings, type Finding } from './findings.ts';
import { useKeys } from './keyboard.ts';
import style from './SearchField.module.css';

/** Finds a user, a server or a page. Enter without a choice shows the list for what is typed. */
export function SearchField() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = useFindings(typed, open);
  const shown = open && found.length > 0;

  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({ '/': focus, 'Control+k': focus });

  const close = () => {
    setOpen(false);
    setAt(-1);
  };
  const go = (finding: Finding) => {
    close();
    setTyped('');
    input.current?.blur();
    if (finding.kind === 'page') void navigate({ to: finding.to, search: {} });
    else if (finding.kind === 'server') void navigate({ to: '/mailboxes', search: { server: finding.server } });
    else if (finding.kind === 'mailbox') void navigate({ to: '/mailboxes/$id', params: { id: finding.id } });
    else void navigate({ to: '/mailboxes', search: { q: finding.q } });
  };
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      close();
      input.current?.blur();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setOpen(true);
      setAt((at + step + found.length) % found.length);
    }
  };

  return (
    <form
      role="search"
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        const q = typed.trim();
        go(
          found[at] ??
            (q
              ? { kind: 'all', key: 'all', word: q, q }
              : { kind: 'page', key: '/mailboxes', word: '', to: '/mailboxes' }),
        );
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <div className="search">
        <Icon name="search" size={14} />
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-label="Find a user, server or page"
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
          placeholder="Find a user, server or page"
          autoComplete="off"
          enterKeyHint="search"
          value={typed}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setAt(-1);
          }}
          onKeyDown={walk}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <ul id={list} role="listbox" aria-label="Found" className={style.found} hidden={!shown}>
        {found.map((finding, index) => (
          <li
            key={finding.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? style.on : undefined}
            // Before the field loses the focus, and the list with it.
            onPointerDown={(event) => {
              event.preventDefault();
              go(finding);
            }}
          >
            <Found finding={finding} />
          </li>
        ))}
      </ul>
    </form>
  );
}

const KIND = { page: 'page', server: 'server', all: 'Enter' } as const;

function Found({ finding }: { finding: Finding }) {
  if (finding.kind !== 'mailbox') {
    return (
      <>
        <span className="m clip grow">{finding.word}</span>
        <span className="i3 small">{KIND[finding.kind]}</span>
      </>
    );
  }
  return (
    <>
      <span className="grow">
        <span className={`m clip ${style.line}`}>{finding.word}</span>
        <span className={`i3 small clip ${style.line}`}>{finding.sub}</span>
      </span>
      <StatusWord status={finding.status} />
    </>
  );
}

const MOST_MAILBOXES = 6;

function useFindings(typed: string, open: boolean): Finding[] {
  const sought = useDeferredValue(typed.trim());
  const servers = useFleetGroups('server', undefined, open).data?.groups.flatMap((group) => group.name ?? []) ?? [];
  const mailboxes = useQuery({
    queryKey: ['find', sought],
    queryFn: ({ signal }) =>
      get<ReplicaList>('/replicas', { q: sought, limit: MOST_MAILBOXES, sort: 'mailbox' }, signal),
    enabled: open && sought.length >= 2,
    placeholderData: keepPreviousData,
  });
  return findings(typed, servers, sought.length >= 2 ? mailboxes.data : undefined);
}
