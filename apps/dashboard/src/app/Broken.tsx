import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Mark } from '../design/Mark.tsx';
import { RequestError } from '../server/request.ts';
import { isMissingCode } from '../server/lazily.ts';
import { usePageTitle } from './usePageTitle.ts';
import style from './Broken.module.css';

export function NotFound() {
  usePageTitle('Not found');
  return (
    <Said title="There is nothing at this address.">
      <p className="i2">It may have been mistyped, or what was here is gone.</p>
      <p className="row">
        <Link to="/" className="btn pri">
          The fleet
        </Link>
        <Link to="/mailboxes" className="btn">
          All mailboxes
        </Link>
      </p>
    </Said>
  );
}

/** While the door is asked who this is. What is quick shows nothing. */
export function Opening() {
  return (
    <main className={style.said} aria-busy="true">
      <Mark size={32} />
      <p className="i3">Opening…</p>
    </main>
  );
}

/** What a page shows when it broke; the numbers of other pages are not touched by it. */
export function Broken({ error }: { error: unknown }) {
  usePageTitle('Not shown');
  const router = useRouter();
  const away = error instanceof RequestError;
  if (isMissingCode(error)) return <Outdated />;
  return (
    <Said title={away ? 'The server does not answer as it should.' : 'This page could not be drawn.'}>
      <p className="i2">{error instanceof Error ? error.message : String(error)}</p>
      <p className="row">
        <button type="button" className="btn pri" onClick={() => void router.invalidate()}>
          Try again
        </button>
        <a href="/" className="btn">
          The fleet
        </a>
      </p>
    </Said>
  );
}

/** The code of a page is not there any more: the server was updated under it, and a first reload did not mend it. */
function Outdated() {
  return (
    <Said title="Lockstep was updated.">
      <p className="i2">This page is of another version than the server. Nothing is lost when it is loaded anew.</p>
      <p className="row">
        <button type="button" className="btn pri" onClick={() => location.reload()}>
          Load it anew
        </button>
        <a href="/" className="btn">
          The fleet
        </a>
      </p>
    </Said>
  );
}

export function Said({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={style.said}>
      <Mark size={32} />
      <h1>{title}</h1>
      {children}
    </main>
  );
}
