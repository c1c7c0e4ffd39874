import { Link } from '@tanstack/react-router';
import { useRoutes } from '../settings/useSettings.ts';
import style from './Alerts.module.css';

/** Alerts that lead nowhere look as if somebody had been told; so that is said above all of them. */
export function NobodyTold() {
  const routes = useRoutes().data?.items;
  if (!routes || routes.some(({ channels }) => channels.length > 0)) return null;
  return (
    <p className={style.untold} role="note">
      <b className="m">Nobody is told of anything:</b> no route leads to a channel.
      <Link to="/settings/$section" params={{ section: 'channels' }} search={{}} className="link">
        Set up a channel
      </Link>
    </p>
  );
}
