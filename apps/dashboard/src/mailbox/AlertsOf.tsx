import type { AlertView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Icon } from '../design/Icon.tsx';
import { Ago } from '../figures/When.tsx';
import { useReplicaAlerts } from './useReplica.ts';
import style from './MailboxPage.module.css';

const MOST = 5;

/** What people were told of this mailbox and is not over, and who has taken it. */
export function AlertsOf({ replica, at }: { replica: string; at: string | undefined }) {
  const alerts = useReplicaAlerts(replica, at);
  if (alerts.isError && !alerts.data)
    return (
      <p role="alert" className="i2">
        Its alerts could not be read.{' '}
        <button type="button" className="link" onClick={() => void alerts.refetch()}>
          Try now
        </button>
      </p>
    );
  const open = (alerts.data?.items ?? []).filter(({ status }) => status !== 'resolved').slice(0, MOST);
  if (open.length === 0) return null;
  return (
    <ul className={style.alerts} aria-label="Alerts of this mailbox">
      {open.map((alert) => (
        <li key={alert.id}>
          <Icon name="bell" size={14} />
          <span>
            <Link to="/alerts/$id" params={{ id: alert.id }} className="link m" title={alert.title}>
              Alert #{alert.id}
            </Link>{' '}
            {alert.status}
            {alert.firedAt !== null && (
              <>
                {' '}
                for <Ago at={alert.firedAt} />
              </>
            )}{' '}
            · <span className="i3">{takenBy(alert)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Who looks after it, or why nobody is told. */
export function takenBy({ acknowledged, assignee, suppressed, status }: AlertView): string {
  if (assignee) return `with ${assignee}`;
  if (acknowledged) return `taken by ${acknowledged.by}`;
  if (suppressed.length > 0) return 'nobody is told';
  return status === 'pending' ? 'nobody is told yet' : 'nobody has taken it';
}
