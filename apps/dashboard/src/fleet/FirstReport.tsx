import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Command } from '../design/Command.tsx';
import { many } from '../figures/numbers.ts';
import { hourMinuteSecond } from '../figures/time.ts';
import { useConnection } from '../server/live.ts';
import style from './FirstRun.module.css';

/** The live wait, and what to look at when it is long. */
export function FirstReport({ enrolled }: { enrolled: number }) {
  const connection = useConnection();
  const live = connection.phase === 'live';
  const [asked, setAsked] = useState(false);
  const id = useId();
  return (
    <>
      <div className={style.wait}>
        <span className={style.bars} aria-hidden="true">
          <i />
          <i />
        </span>
        <div className="grow" role="status">
          <div className="m">
            {enrolled > 0
              ? `${many(enrolled, 'mailbox', 'mailboxes')} enrolled, waiting for the first report`
              : 'Waiting for the first report'}
          </div>
          <div className="i3 small">
            {live
              ? `Listening since ${hourMinuteSecond(connection.since)}. This page moves on by itself.`
              : 'Not connected at the moment; trying again.'}
          </div>
        </div>
        <button
          type="button"
          className={`link m ${style.why}`}
          aria-expanded={asked}
          aria-controls={id}
          onClick={() => setAsked(!asked)}
        >
          It does not come
        </button>
      </div>
      <div id={id} hidden={!asked}>
        {asked && (enrolled > 0 ? <NoReport /> : <NoEnrolment />)}
      </div>
    </>
  );
}

/** Nobody has come through the door: what is in the way is before it. */
function NoEnrolment() {
  const server = window.location.origin;
  return (
    <ol className={style.notComing} aria-label="What to look at">
      <li>
        <b className="m">Does the machine reach this server?</b> It answers <code>ok</code>; if not, a name, a proxy or
        a firewall is in the way.
        <Command text={`curl ${server}/readyz`} />
      </li>
      <li>
        <b className="m">What did joining say?</b> A key that was revoked is refused: make another above. A device that
        is enrolled already is told so.
      </li>
      <li>
        <b className="m">Which keys are valid?</b> They stand in{' '}
        <Link to="/settings/$section" params={{ section: 'agents' }} search={{}} className="link">
          Settings, Agents
        </Link>
        .
      </li>
    </ol>
  );
}

/** Enrolled, and nothing said since. */
function NoReport() {
  return (
    <ol className={style.notComing} aria-label="What to look at">
      <li>
        <b className="m">Is the agent running?</b> Joining alone reports nothing. <code>run</code> reports for ever,{' '}
        <code>once</code> a single time, and each says why a report was refused.
        <Command text="npx lockstep-agent once" />
      </li>
      <li>
        <b className="m">Does it find the store?</b> This prints what it finds and sends nothing. No folder there: say
        where the store is with <code>--offline</code>.
        <Command text="npx lockstep-agent look" />
      </li>
      <li>
        <b className="m">Was it shut out?</b> An agent whose token was revoked says so and ends. It joins again by the
        command above.
      </li>
    </ol>
  );
}
