import { Link } from '@tanstack/react-router';
import { many } from '../figures/numbers.ts';
import { useRoutes } from '../settings/useSettings.ts';
import style from './AlertsPage.module.css';

/** Alerts that lead nowhere look as if somebody had been told; so that is said above all of them. */
export function NobodyTold() {
  const routes = useRoutes().data;
  if (!routes) return null;
  const leadNowhere = routes.items.every(({ channels }) => channels.length === 0);
  if (!leadNowhere && routes.untold === 0) return null;
  return (
    <p className={style.untold} role="note">
      {leadNowhere ? (
        <>
          <b className="m">Nobody is told of anything:</b> no route leads to a channel.
        </>
      ) : (
        <>
          <b className="m">Nobody is told of {many(routes.untold, 'alert')}:</b> no route takes{' '}
          {routes.untold === 1 ? 'it' : 'them'} to a channel that is on.
        </>
      )}
      <Link to="/settings/$section" params={{ section: 'channels' }} search={{}} className="link">
        {leadNowhere ? 'Set up a channel' : 'Channels and routes'}
      </Link>
    </p>
  );
}
