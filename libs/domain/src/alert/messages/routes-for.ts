import type { Instant } from '../../replica/replica.events.ts';
import { expectedOnMs, whenExpectedOn } from '../../policy/working-time.ts';
import type { AlertState } from '../alert.state.ts';
import { matchesAny } from '../matches.ts';
import type { RouteOf, RoutesState } from './routes.state.ts';

/** The routes by which an alert goes at a moment: the first that fits, and further ones while they say `continue`. */
export function routesFor(alert: AlertState, { routes }: RoutesState, at: Instant): RouteOf[] {
  return routesAmong(
    routes.filter((route) => isWithinHours(route, at)),
    alert,
  );
}

/** Of routes whose hours it is. One that leads to no channel takes nothing: it passes on whatever fits it. */
export function routesAmong(routes: readonly RouteOf[], alert: AlertState): RouteOf[] {
  const found: RouteOf[] = [];
  for (const route of routes) {
    if (route.channels.length === 0) continue;
    if (route.matchers.length > 0 && !matchesAny(route.matchers, alert)) continue;
    found.push(route);
    if (!route.continue) break;
  }
  return found;
}

export const isWithinHours = ({ hours }: RouteOf, at: Instant): boolean =>
  hours === null || expectedOnMs(hours, at, at + 1) > 0;

/** Whoever is on and whatever the hour: no route takes it to a channel that is on. */
export const leadsNowhere = (alert: AlertState, { routes, channels }: RoutesState): boolean =>
  !routesAmong(routes, alert).some((route) => route.channels.some((id) => channels.get(id)?.enabled));

/** Which alerts are led to a channel that is on, as far as routes and channels alone tell: all, none, or it depends on the alert. */
export function leadSomewhere({ routes, channels }: RoutesState): 'all' | 'none' | 'some' {
  const taking = routes.filter((route) => route.channels.length > 0);
  const isOn = (route: RouteOf) => route.channels.some((id) => channels.get(id)?.enabled);
  if (!taking.some(isOn)) return 'none';
  // The first that fits everything: whatever stops before it must be led somewhere as well.
  const last = taking.findIndex(({ matchers }) => matchers.length === 0);
  if (last < 0 || !isOn(taking[last]!)) return 'some';
  return taking.slice(0, last).every((route) => route.continue || isOn(route)) ? 'all' : 'some';
}

const DAY_MS = 24 * 3_600_000;
/** Hours that do not turn within so long are asked for again then. */
const LOOK_AHEAD_MS = 14 * DAY_MS;

/** When the hours of a route begin or end next: from then on alerts may go another way. */
export function hoursTurnAt(route: RouteOf, at: Instant): Instant {
  const { hours } = route;
  if (hours === null) return Infinity;
  if (!isWithinHours(route, at)) return whenExpectedOn(hours, at, 1) - 1;
  const isAllOn = (until: Instant) => expectedOnMs(hours, at, until) === until - at;
  let low = at + 1;
  let high = at + LOOK_AHEAD_MS;
  if (isAllOn(high)) return high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isAllOn(middle)) low = middle;
    else high = middle;
  }
  return low;
}
