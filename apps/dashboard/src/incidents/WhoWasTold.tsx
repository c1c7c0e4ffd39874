import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { quietText } from '../alerts/alert-words.ts';
import { Icon, type IconName } from '../design/Icon.tsx';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { absolute, MINUTE, hourMinuteSecond, sameDay, shortly } from '../figures/time.ts';
import { useRoutes } from '../settings/useSettings.ts';
import { NotAffected } from './NotAffected.tsx';
import { toldBy, type ToldBy } from './told.ts';
import { useIncidentAlert } from './useIncidentAlert.ts';
import style from './Told.module.css';

/** At the foot of an incident: that it is one alert, who was told of it and when, and what is well. */
export function WhoWasTold({ incident }: { incident: IncidentView }) {
  const alert = useIncidentAlert(incident);
  const most = Math.max(incident.replicas, incident.most);
  return (
    <footer className={style.told} role="group" aria-label="Who was told">
      <span>
        <b className="b">{most > 1 ? `One alert instead of ${count(most)}.` : 'One alert.'}</b> Causes inhibit their
        effects.
      </span>
      {alert.data ? (
        <Told alert={alert.data} />
      ) : alert.isError ? (
        <span role="alert">
          Who was told could not be read.{' '}
          <button type="button" className="link" onClick={() => void alert.refetch()}>
            Try now
          </button>
        </span>
      ) : (
        incident.alert === null && incident.closedAt === null && <span>Its alert is not raised yet.</span>
      )}
      <NotAffected incident={incident} />
    </footer>
  );
}

function Told({ alert }: { alert: AlertDetail }) {
  const now = useNow(MINUTE);
  const channels = toldBy(alert);
  return (
    <>
      {channels.map((one) => (
        <Channel key={one.channel} told={one} now={now} />
      ))}
      {alert.suppressed.map((one) => (
        <span key={`${one.by} ${one.id}`} className={style.channel}>
          <Icon name={one.by === 'maintenance' ? 'wrench' : 'bellOff'} size={14} />
          {quietText(one, now)}
        </span>
      ))}
      {channels.length === 0 && alert.suppressed.length === 0 && <Nobody alert={alert} />}
    </>
  );
}

const VIA: Readonly<Record<NonNullable<ToldBy['via']>, IconName>> = {
  email: 'mail',
  slack: 'hash',
  teams: 'hash',
  webhook: 'hook',
  alertmanager: 'hook',
  browser: 'bell',
};

const WENT_WRONG = { waiting: 'under way', dead: 'not delivered', dropped: 'dropped, for the channel is off' } as const;

function Channel({ told: { name, via, toldAt, times, problem, problemAt }, now }: { told: ToldBy; now: number }) {
  const when = (at: number) => (sameDay(at, now) ? hourMinuteSecond(at) : shortly(at, now));
  const lost = problem === 'dead' || problem === 'dropped';
  return (
    <span className={`${style.channel} ${lost ? style.lost : ''}`}>
      <Icon name={lost ? 'cross' : problem === 'waiting' ? 'clock' : via === null ? 'bell' : VIA[via]} size={14} />
      <span>
        {name}
        {toldAt !== null && (
          <>
            ,{' '}
            <time
              dateTime={new Date(toldAt).toISOString()}
              title={`${absolute(toldAt)}${times > 1 ? `; told ${many(times, 'time')}` : ''}`}
            >
              {when(toldAt)}
            </time>
          </>
        )}
        {problem !== null && (
          <>
            {toldAt === null ? ': ' : '; the newest '}
            {WENT_WRONG[problem]}
            {problem === 'waiting' && ` since ${when(problemAt)}`}
          </>
        )}
      </span>
      {lost && (
        <Link to="/settings/$section" params={{ section: 'deliveries' }} search={{}} className="link">
          Why
        </Link>
      )}
    </span>
  );
}

/** A message waits a little for others that belong with it; after that, nobody will be told. */
const GATHERS_MS = 2 * MINUTE;

function Nobody({ alert: { status, firedAt, resolvedAt } }: { alert: AlertDetail }) {
  const now = useNow(10_000);
  const routes = useRoutes().data;
  if (resolvedAt !== null) return <span>Nobody was told.</span>;
  if (status === 'pending' || firedAt === null) return <span>Nobody is told yet; it fires if it lasts.</span>;
  const nowhere = routes?.items.every(({ channels }) => channels.length === 0) ?? false;
  if (!nowhere && now - Date.parse(firedAt) < GATHERS_MS) return <span>Nobody has been told yet.</span>;
  return (
    <span className={`${style.channel} ${style.lost}`}>
      <Icon name="bellOff" size={14} />
      <span>
        <b className="m">Nobody is told:</b> no route{' '}
        {nowhere ? 'leads to a channel' : 'takes it to a channel that is on'}
      </span>
      <Link to="/settings/$section" params={{ section: nowhere ? 'channels' : 'routes' }} search={{}} className="link">
        {nowhere ? 'Set up a channel' : 'Look at the routes'}
      </Link>
    </span>
  );
}
