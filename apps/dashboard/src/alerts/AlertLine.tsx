import type { AlertView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { MINUTE } from '../figures/time.ts';
import { Ago } from '../figures/When.tsx';
import { doingOf, kindText } from './alert-words.ts';
import { Severity } from './Severity.tsx';
import style from './Alerts.module.css';

/** One alert in the list: how grave, what, what is done about it, whom it concerns, since when. */
export function AlertLine({
  alert,
  user,
  open,
  current,
  selected,
  onSelect,
  effects,
}: {
  alert: AlertView;
  user: string;
  open: boolean;
  current: boolean;
  /** Null: nothing can be done, so nothing can be selected. */
  selected: boolean | null;
  onSelect: () => void;
  effects?: ReactNode;
}) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const now = useNow(MINUTE);
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
        <div className={style.doing}>
          {doingOf(alert, user, now).map(([mark, text]) => (
            <span key={text} title={text}>
              {mark !== 'none' && <Icon name={mark} size={13} />}
              {text}
            </span>
          ))}
          {alert.status === 'firing' && (
            <span className={`${style.seen} i3`} title={alert.text}>
              {alert.text}
            </span>
          )}
        </div>
        {effects}
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
