import type { Instant } from '../../replica/replica.events.ts';
import type { AlertState } from '../alert.state.ts';
import type { Covers } from '../decide/draft.ts';
import { isWithinHours, routesAmong } from './routes-for.ts';
import type { RoutesState } from './routes.state.ts';
import { type MessagesState, toldKey } from './told.state.ts';

/**
 * Whether each channel that an effect would go to at a moment hears of its cause: by a route as well, or because it was told and not un-told
 * since. Channels that are off hear nothing.
 */
export function coveredBy(routes: RoutesState, { told }: MessagesState, at: Instant): Covers {
  const open = routes.routes.filter((route) => isWithinHours(route, at));
  const known = new WeakMap<AlertState, ReadonlySet<string>>();
  const channelsOf = (alert: AlertState): ReadonlySet<string> => {
    let channels = known.get(alert);
    if (channels === undefined) {
      const all = routesAmong(open, alert).flatMap((route) => route.channels);
      channels = new Set(all.filter((channel) => routes.channels.get(channel)?.enabled));
      known.set(alert, channels);
    }
    return channels;
  };
  return (cause, effect) => {
    const hearing = channelsOf(cause);
    for (const channel of channelsOf(effect))
      if (!hearing.has(channel) && !told.has(toldKey(channel, cause.id))) return false;
    return true;
  };
}
