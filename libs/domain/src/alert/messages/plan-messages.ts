import type { Instant } from '../../replica/replica.events.ts';
import { isOpen, isTaken, type AlertState, type AlertsState } from '../alert.state.ts';
import { isWorseThan } from '../decide/live.ts';
import { groupOf } from './groups.ts';
import { hoursTurnAt, isWithinHours, routesAmong } from './routes-for.ts';
import type { RouteOf, RoutesState } from './routes.state.ts';
import { type MessagesState, type Told, isUnheard, stepKey, toldKey } from './told.state.ts';
import type { Telling } from './words.ts';

/** One message that is to be sent, and when: a moment that has passed, now. */
export interface Planned {
  readonly channel: string;
  readonly route: string;
  readonly group: string;
  /** Of an escalation, from 0. */
  readonly step: number | null;
  readonly due: Instant;
  readonly tellings: readonly Telling[];
}

/** What may be told of a group, before it is known whether it is time. */
interface Gathered {
  readonly channel: string;
  readonly route: string;
  readonly group: string;
  readonly step: number | null;
  readonly waitMs: number;
  readonly intervalMs: number;
  readonly news: Telling[];
  /** Of the earliest of the news. */
  since: Instant;
  readonly repeats: { readonly telling: Telling; readonly due: Instant }[];
}

/** Of a route that is gone; what was told by it is still un-told. */
const NO_ROUTE = { id: '', groupWaitMs: 30_000, groupIntervalMs: 300_000 };

/**
 * 1. Each alert that fires and is not kept quiet goes by its routes: what a channel has not been told yet is news, and so is what has become
 *    worse; what it was told long ago is repeated, while nobody has acknowledged it.
 * 2. What nobody has taken goes on to the steps of escalation.
 * 3. What was told and is resolved is news, whatever keeps it quiet and wherever it would go now; but only where it was told: while it is
 *    not known whether the opening arrives, nothing is said of its end.
 */
export function planMessages(told: MessagesState, alerts: AlertsState, routes: RoutesState, at: Instant) {
  const plan = new Map<string, Gathered>();
  const openNow = routes.routes.filter((route) => isWithinHours(route, at));
  const withHours = routes.routes.filter(({ hours, escalation }) => hours !== null && escalation.length > 0);
  const isOn = (channel: string) => routes.channels.get(channel)?.enabled === true;
  for (const alert of alerts.alerts.values()) {
    if (!isOpen(alert) || alert.severity === null || alert.suppressed.length > 0) continue;
    const reached = new Set<string>();
    const now = routesAmong(openNow, alert);
    for (const route of now) {
      for (const channel of route.channels) {
        if (!isOn(channel) || reached.has(channel)) continue;
        reached.add(channel);
        gather(plan, told, route, channel, alert);
      }
    }
    // What was told within a route's hours goes on up its steps when they have ended: nobody has taken it.
    const began = withHours.filter((route) => !now.includes(route) && hasTold(told, route, alert));
    for (const route of [...now, ...began]) escalate(plan, told, route, alert, isOn);
  }
  const routeOf = new Map(routes.routes.map((route) => [route.id, route]));
  const isOver = (one: Told) => {
    const alert = alerts.alerts.get(one.alert);
    return (alert === undefined || !isOpen(alert)) && isOn(one.channel) && !isUnheard(one);
  };
  for (const one of [...told.told.values()].filter(isOver).sort(inOrder))
    unTell(plan, one, alerts.alerts.get(one.alert), routeOf.get(one.route));
  return { planned: [...plan.values()].map((one) => dueOf(one, told, at)), turnsAt: turnsAt(routes, alerts, at) };
}

const hasTold = ({ told, missed }: MessagesState, { id, channels }: RouteOf, alert: AlertState): boolean =>
  channels.some((channel) => {
    const key = toldKey(channel, alert.id);
    return told.get(key)?.route === id || missed.has(key);
  });

function gather(
  plan: Map<string, Gathered>,
  { told, missed }: MessagesState,
  route: RouteOf,
  channel: string,
  alert: AlertState,
) {
  const known = told.get(toldKey(channel, alert.id));
  const group = known?.group ?? groupOf(route.id, channel, alert);
  const refused = missed.get(toldKey(channel, alert.id));
  const isAsBefore = refused !== undefined && !isWorseThan(alert.severity, refused.severity);
  if (isAsBefore && refused.dismissed) return;
  if (isAsBefore && refused.waits && alert.status === 'firing') {
    const telling: Telling = { id: alert.id, status: 'firing', alert, why: 'new' };
    gathered(plan, route, channel, group).repeats.push({ telling, due: refused.at + repeatMsOf(route, alert) });
    return;
  }
  const why = known === undefined ? (alert.status === 'firing' ? 'new' : null) : newsOf(known, alert);
  if (why !== null) {
    const into = gathered(plan, route, channel, group);
    into.news.push({ id: alert.id, status: 'firing', alert, why });
    into.since = Math.min(into.since, known === undefined ? tellableSince(alert) : known.lastAt);
  } else if (known !== undefined && isRepeated(alert)) {
    const into = gathered(plan, route, channel, group);
    const telling: Telling = { id: alert.id, status: 'firing', alert, why: 'again' };
    into.repeats.push({ telling, due: known.lastAt + repeatMsOf(route, alert) });
  }
}

function newsOf(
  known: Told,
  { severity, flapping, users, rule, acknowledged, status }: AlertState,
): Telling['why'] | null {
  if (flapping !== known.flapping) return flapping ? 'flapping' : 'calm';
  if (isWorseThan(severity, known.severity)) return 'worse';
  const hasGrown = rule === 'suspected' && users >= known.users * 1.2 && users > known.users;
  return hasGrown && status === 'firing' && acknowledged === null && !flapping ? 'more' : null;
}

const repeatMsOf = ({ repeatCriticalMs, repeatWarningMs }: RouteOf, { severity }: AlertState): number =>
  severity === 'critical' ? repeatCriticalMs : repeatWarningMs;

/** When it could first be told: since it fires, or since nothing keeps it quiet any longer. */
const tellableSince = ({ firedAt, heardAt }: AlertState): Instant => Math.max(firedAt ?? 0, heardAt ?? 0);
const isRepeated = ({ status, acknowledged, flapping }: AlertState) =>
  status === 'firing' && acknowledged === null && !flapping;

function escalate(
  plan: Map<string, Gathered>,
  { told, missed }: MessagesState,
  route: RouteOf,
  alert: AlertState,
  isOn: (channel: string) => boolean,
): void {
  if (route.escalation.length === 0 || !isRepeated(alert) || isTaken(alert)) return;
  const firsts = route.channels.flatMap((channel) => {
    const key = toldKey(channel, alert.id);
    // That it did not arrive is one reason more to go on.
    return told.get(key)?.firstAt ?? missed.get(key)?.firstAt ?? [];
  });
  if (firsts.length === 0) return;
  const from = Math.max(Math.min(...firsts), alert.releasedAt ?? 0, alert.heardAt ?? 0);
  route.escalation.forEach(({ afterMs, channels, repeatMs }, step) => {
    for (const channel of new Set(channels)) {
      if (!isOn(channel)) continue;
      const key = toldKey(channel, alert.id);
      const known = told.get(key);
      const refused = missed.get(key);
      const last = known?.steps[stepKey(route.id, step)] ?? -Infinity;
      const onTime = last < from ? from + afterMs : repeatMs === null ? Infinity : last + repeatMs;
      const due = refused?.waits ? Math.max(onTime, refused.at + (repeatMs ?? repeatMsOf(route, alert))) : onTime;
      if (due === Infinity) continue;
      // Who knows it already is told in the same order as before: nothing may come after the resolution.
      const into = gathered(plan, route, channel, known?.group ?? groupOf(route.id, channel, alert), step);
      into.repeats.push({ telling: { id: alert.id, status: 'firing', alert, why: 'nobody' }, due });
    }
  });
}

function unTell(
  plan: Map<string, Gathered>,
  one: Told,
  alert: AlertState | undefined,
  route: Pick<RouteOf, 'id' | 'groupWaitMs' | 'groupIntervalMs'> = { ...NO_ROUTE, id: one.route },
): void {
  const into = gathered(plan, route, one.channel, one.group);
  into.news.push({ id: one.alert, status: 'resolved', alert, why: 'over' });
  into.since = Math.min(into.since, alert?.resolvedAt ?? one.lastAt);
}

function gathered(
  plan: Map<string, Gathered>,
  { id, groupWaitMs, groupIntervalMs }: Pick<RouteOf, 'id' | 'groupWaitMs' | 'groupIntervalMs'>,
  channel: string,
  group: string,
  step: number | null = null,
): Gathered {
  const key = step === null ? group : `${group} ${stepKey(id, step)}`;
  let into = plan.get(key);
  if (into === undefined) {
    into = {
      channel,
      route: id,
      group,
      step,
      waitMs: groupWaitMs,
      intervalMs: groupIntervalMs,
      news: [],
      since: Infinity,
      repeats: [],
    };
    plan.set(key, into);
  }
  return into;
}

/**
 * The first waits for others; what joins or is over waits for the group's interval. A repeat takes all of its group along, so that those
 * told one by one are not repeated one by one; a step of escalation does not, for each was to be given its time.
 */
function dueOf(into: Gathered, { groups }: MessagesState, at: Instant): Planned {
  const { channel, route, group, step, news, repeats, since, waitMs, intervalMs } = into;
  const lastAt = groups.get(group)?.lastAt;
  const first = since + waitMs;
  const newsAt = news.length === 0 ? Infinity : Math.max(first, lastAt === undefined ? first : lastAt + intervalMs);
  const repeatAt = repeats.reduce((earliest, { due }) => Math.min(earliest, due), Infinity);
  const due = Math.min(newsAt, repeatAt);
  const by = Math.max(due, at);
  const again = step === null ? (repeatAt <= by ? repeats : []) : repeats.filter((one) => one.due <= by);
  const tellings = [...(newsAt <= by ? news : []), ...again.map(({ telling }) => telling)];
  return { channel, route, group, step, due, tellings };
}

/** After a restart as before it. */
const inOrder = (one: Told, other: Told) =>
  Number(one.alert) - Number(other.alert) || (one.channel < other.channel ? -1 : 1);

/** Only what fires can go another way. */
function turnsAt({ routes }: RoutesState, { alerts }: AlertsState, at: Instant): Instant {
  const withHours = routes.filter(({ hours }) => hours !== null);
  if (withHours.length === 0 || ![...alerts.values()].some(({ status }) => status === 'firing')) return Infinity;
  return Math.min(...withHours.map((route) => hoursTurnAt(route, at)));
}
