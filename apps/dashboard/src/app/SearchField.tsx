import { useNavigate, useRouter } from '@tanstack/react-router';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../design/Icon.tsx';
import { FindingLine, KIND_WORDS } from './FindingLine.tsx';
import { listOf, type Finding } from './findings.ts';
import { useKeys } from './keyboard.ts';
import { recentFindings, rememberFinding } from './recent-findings.ts';
import { useFindings } from './useFindings.ts';
import style from './SearchField.module.css';

/** Finds anything. Enter opens the first, or the chosen one; while mailboxes are still sought, the list of what is typed. */
export function SearchField() {
  const navigate = useNavigate();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [recent, setRecent] = useState<readonly Finding[]>([]);
  const [chosen, setChosen] = useState<number | null>(null);
  const found = useFindings(typed, open);
  const nothing = typed.trim() === '';
  const empty = !nothing && found.settled && !found.error && found.items.every(({ kind }) => kind === 'all');
  const items = nothing ? recent : empty ? [] : found.items;
  // The way to the list alone is no finding, and nothing is opened that may still be replaced by what comes.
  const first = !nothing && found.settled && items.some(({ kind }) => kind !== 'all') ? 0 : -1;
  const on = chosen === null ? first : Math.min(chosen, items.length - 1);

  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({ '/': focus, 'Control+k': focus });

  const close = () => {
    setOpen(false);
    setChosen(null);
  };
  const begin = () => {
    setRecent(recentFindings());
    setOpen(true);
  };
  const leave = () => {
    close();
    setTyped('');
    input.current?.blur();
  };
  const go = (finding: Finding) => {
    if (finding.kind !== 'all') rememberFinding(finding);
    leave();
    const [to = '/', search = ''] = finding.href.split('?');
    void navigate({ to, search: router.options.parseSearch!(search) as never });
  };
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (typed === '') leave();
      else {
        event.preventDefault();
        setTyped('');
        setChosen(null);
      }
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && items.length > 0) {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = on < 0 && step < 0 ? items.length - 1 : (on + step + items.length) % items.length;
      setChosen(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
  };

  return (
    <form
      role="search"
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        const q = typed.trim();
        go(items[on] ?? { kind: 'all', key: 'all', word: q, href: listOf(q) });
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
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={open && on >= 0 ? `${list}-${on}` : undefined}
          placeholder="Find a user, server or page"
          autoComplete="off"
          enterKeyHint="search"
          value={typed}
          onFocus={begin}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setChosen(null);
          }}
          onKeyDown={walk}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <div className={style.found} hidden={!open}>
        {nothing && recent.length === 0 && (
          <p className={`i2 ${style.said}`}>
            A user, a device, a server, a folder, an incident, an alert’s number, a fix, a policy or a page.
          </p>
        )}
        <div id={list} role="listbox" aria-label="Found" className={style.list}>
          {groupsOf(items, nothing).map(({ word, first: begins, findings }) => (
            <div key={word} role="group" aria-label={word}>
              <div className={style.kind} aria-hidden="true">
                {word}
              </div>
              {findings.map((finding, nth) => (
                <div
                  key={finding.key}
                  id={`${list}-${begins + nth}`}
                  role="option"
                  aria-selected={begins + nth === on}
                  className={begins + nth === on ? `${style.option} ${style.on}` : style.option}
                  // Before the field loses the focus, and the list with it.
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => go(finding)}
                >
                  <FindingLine finding={finding} typed={typed} />
                  {begins + nth === on && <kbd aria-hidden="true">Enter</kbd>}
                </div>
              ))}
            </div>
          ))}
        </div>
        {!nothing && !found.settled && !found.error && <p className={`i3 small ${style.said}`}>Seeking mailboxes…</p>}
        {empty && (
          <p className={`i2 ${style.said}`}>
            Nothing is called so. People, addresses, devices, servers and folders are sought in every mailbox.
          </p>
        )}
        {found.error && (
          <p className={style.said} role="alert">
            Mailboxes could not be sought. {found.error.message}{' '}
            <button
              type="button"
              className="link"
              onPointerDown={(event) => event.preventDefault()}
              onClick={found.retry}
            >
              Try now
            </button>
          </p>
        )}
        <p className={`i3 small ${style.foot}`} aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Esc</kbd> close
        </p>
        <p className="visually-hidden" role="status">
          {open && !nothing && found.settled ? `${items.filter(({ kind }) => kind !== 'all').length} found` : ''}
        </p>
      </div>
    </form>
  );
}

interface Group {
  readonly word: string;
  /** Its place among all that is found. */
  readonly first: number;
  readonly findings: readonly Finding[];
}

function groupsOf(items: readonly Finding[], recent: boolean): Group[] {
  if (recent) return items.length === 0 ? [] : [{ word: 'Lately', first: 0, findings: items }];
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    word: KIND_WORDS[kind],
    first: items.findIndex((one) => one.kind === kind),
    findings: items.filter((one) => one.kind === kind),
  }));
}
