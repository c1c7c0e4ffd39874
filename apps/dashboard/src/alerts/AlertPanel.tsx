import type { AlertDetail } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { many } from '../figures/numbers.ts';
import { MINUTE } from '../figures/time.ts';
import { Ago, Moment } from '../figures/When.tsx';
import { isNotFound } from '../server/request.ts';
import { AlertActs } from './AlertActs.tsx';
import { AlertFix } from './AlertFix.tsx';
import { Biography } from './Biography.tsx';
import { CommentForm } from './CommentForm.tsx';
import { DoingLines } from './Doings.tsx';
import { doingOf, kindText, standing, toldText } from './alert-words.ts';
import { LifeBar } from './LifeBar.tsx';
import { Severity } from './Severity.tsx';
import { useAlert } from './useAlerts.ts';
import style from './AlertPanel.module.css';

/** One alert beside the list: what it is, what to do, how it came so far. */
export function AlertPanel({
  id,
  user,
  at,
  onClose,
}: {
  id: string;
  user: string;
  at: string | undefined;
  onClose: () => void;
}) {
  const { data: alert, isError, error, refetch } = useAlert(id, at);
  const now = useNow(MINUTE);
  usePageTitle(alert?.title ?? 'Alert');
  const close = (
    <button type="button" className="icob" aria-label="Close" onClick={onClose}>
      <Icon name="cross" size={14} />
    </button>
  );
  if (!alert)
    return (
      <aside className={`panel ${style.panel}`} aria-label="The alert">
        <div className={style.close}>{close}</div>
        {!isError ? (
          <Skeleton lines={7} />
        ) : isNotFound(error) ? (
          <Empty title={`There is no alert #${id}.`}>
            {at && 'There was none yet at the moment that is looked at.'}
          </Empty>
        ) : (
          <div className={style.part}>
            <Failed what="The alert could not be read." error={error} onRetry={() => void refetch()} />
          </div>
        )}
      </aside>
    );
  const readOnly = at !== undefined || alert.status === 'resolved';
  return (
    <aside className={`panel ${style.panel}`} aria-label="The alert">
      <div className={style.part}>
        <div className="row">
          <Severity alert={alert} />
          <span className="i2">{standing(alert)}</span>
          <span className="grow" />
          <span className="i3 tn">#{alert.id}</span>
          {close}
        </div>
        <h2 className={style.title}>{alert.title}</h2>
        <p className="i2">
          {alert.text} <Cause alert={alert} />
        </p>
        <Lasting alert={alert} />
        <p className="i3 small">
          {[kindText(alert), alert.folders > 0 && many(alert.folders, 'folder'), alert.server, toldText(alert, now)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <DoingLines doings={doingOf(alert, user, now).filter(([, text]) => text !== toldText(alert, now))} />
        {!readOnly && <AlertActs alert={alert} user={user} />}
        <LifeBar alert={alert} />
      </div>
      <AlertFix alert={alert} />
      <div className={style.part}>
        <Biography alert={alert} />
      </div>
      {at === undefined && <CommentForm id={alert.id} />}
    </aside>
  );
}

/** Since when the trouble stands, and since when somebody is called for it: the one began before the other. */
function Lasting({ alert: { status, since, firedAt, resolvedAt } }: { alert: AlertDetail }) {
  if (resolvedAt !== null) return null;
  return (
    <p className="i2">
      Trouble since <Moment at={since} />, for <Ago at={since} />
      {firedAt === null ? (
        ' · has not fired yet'
      ) : (
        <>
          {' · '}
          {status === 'firing' ? 'firing for ' : 'fired '}
          <Ago at={firedAt} suffix={status === 'firing' ? '' : ' ago'} />
        </>
      )}
    </p>
  );
}

/** Where the numbers stand. */
function Cause({ alert: { replica, incident } }: { alert: { replica: string | null; incident: string | null } }) {
  if (replica === null && incident === null) return null;
  return (
    <span className={style.opens}>
      {replica !== null && (
        <Link to="/mailboxes/$id" params={{ id: replica }} className="link m">
          Open the mailbox
        </Link>
      )}
      {incident !== null && (
        <Link to="/incidents/$id" params={{ id: incident }} className="link m">
          Open the incident
        </Link>
      )}
    </span>
  );
}
