import type { AlertView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { MINUTE } from '../figures/time.ts';
import { Ago } from '../figures/When.tsx';
import { doingOf, kindText } from './alert-words.ts';
import { DoingLine } from './Doings.tsx';
import { Severity } from './Severity.tsx';
import style from './AlertList.module.css';

/** One alert in the list: how grave, what, what is done about it, whom it concerns, since when. */
export function AlertLine({
  alert,
  user,
  open,
  current,
  selected,
  onSelect,
  effects,
  more,
}: {
  alert: AlertView;
  user: string;
  open: boolean;
  current: boolean;
  /** Null: nothing can be done, so nothing can be selected. */
  selected: boolean | null;
  onSelect: () => void;
  /** What it keeps quiet. */
  effects: readonly AlertView[];
  /** Others were not read yet, so these are at least so many. */
  more: boolean;
}) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const now = useNow(MINUTE);
  const [shown, setShown] = useState(false);
  const effectsId = useId();
  // Of an ill of Lockstep itself it is not known whom it concerns, and that is no zero.
  const isOfUsers = alert.rule !== 'lockstep';
  const looks = [style.line, open && style.open, current && style.current].filter(Boolean).join(' ');
  return (
    <li ref={line} className={looks} aria-current={open ? 'true' : undefined}>
      {selected !== null && (
        <label className={style.box}>
          <input type="checkbox" checked={selected} onChange={onSelect} aria-label={`Select #${alert.id}`} />
        </label>
      )}
      <span className={style.grave}>
        <Severity alert={alert} />
      </span>
      <div className={style.what}>
        <div className={style.titles}>
          <Link
            to="/alerts/$id"
            params={{ id: alert.id }}
            search={(old) => old}
            resetScroll={false}
            className={style.name}
            title={alert.title}
          >
            {alert.title}
          </Link>
          <span className="i3 clip">{kindText(alert)}</span>
        </div>
        <DoingLine
          first={
            effects.length > 0 && (
              <button
                type="button"
                className={style.inhibits}
                aria-expanded={shown}
                aria-controls={effectsId}
                onClick={() => setShown(!shown)}
              >
                {more && 'at least '}
                {many(effects.length, 'alert is', 'alerts are')} inhibited by this one
              </button>
            )
          }
          doings={doingOf(alert, user, now)}
          seen={alert.status === 'firing' ? alert.text : null}
        />
        {effects.length > 0 && <Effects id={effectsId} effects={effects} shown={shown} />}
      </div>
      <span className={style.users}>
        {isOfUsers ? count(alert.users) : <span title="It is not about users.">–</span>}
        {isOfUsers && <span className={style.unit}> {alert.users === 1 ? 'user' : 'users'}</span>}
      </span>
      <span className={style.since}>
        <Ago at={alert.status === 'resolved' ? alert.resolvedAt : alert.since} />
      </span>
      <span className={style.id}>#{alert.id}</span>
    </li>
  );
}

/** What one cause keeps quiet, said as a number until somebody wants to see it. */
function Effects({ id, effects, shown }: { id: string; effects: readonly AlertView[]; shown: boolean }) {
  return (
    <ul id={id} hidden={!shown} className={style.effects}>
      {effects.map((effect) => (
        <li key={effect.id}>
          <Link to="/alerts/$id" params={{ id: effect.id }} search={(old) => old} resetScroll={false} className="link">
            {effect.title}
          </Link>{' '}
          <span className="i3">#{effect.id}</span>
        </li>
      ))}
    </ul>
  );
}
