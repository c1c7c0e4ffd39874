import type { Instant } from '../../replica/replica.events.ts';
import { isOpen, isTaken, type AlertState, type AlertsState } from '../alert.state.ts';
import { isWorseThan } from '../decide/live.ts';
import { groupOf } from './groups.ts';
import { hoursTurnAt, isWithinHours, routesAmong } from './routes-for.ts';
import type { RouteOf, RoutesState } from './routes.state.ts';
import { type MessagesState, type Told, stepKey, toldKey } from './told.state.ts';
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
 * 3. What was told and is resolved is news, whatever keeps it quiet and wherever it would go now.
 */
export function planMessages(told: MessagesState, alerts: AlertsState, routes: RoutesState, at: Instant) {
  const plan = new Map<string, Gathered>();
  const openNow = routes.routes.filter((route) => isWithinHours(route, at));
  const isOn = (channel: string) => routes.channels.get(channel)?.enabled === true;
  for (const alert of alerts.alerts.values()) {
    if (!isOpen(alert) || alert.severity === null || alert.suppressed.length > 0) continue;
    const reached = new Set<string>();
    for (const route of routesAmong(openNow, alert)) {
      for (const channel of route.channels) {
        if (!isOn(channel) || reached.has(channel)) continue;
        reached.add(channel);
        gather(plan, told, route, channel, alert);
      }
      escalate(plan, told, route, alert, isOn);
    }
  }
  const routeOf = new Map(routes.routes.map((route) => [route.id, route]));
  const isOver = ({ alert: id, channel }: Told) => {
    const alert = alerts.alerts.get(id);
    return (alert === undefined || !isOpen(alert)) && isOn(channel);
  };
  for (const one of [...told.told.values()].filter(isOver).sort(inOrder))
    unTell(plan, one, alerts.alerts.get(one.alert), routeOf.get(one.route));
  return { planned: [...plan.values()].map((one) => dueOf(one, told, at)), turnsAt: turnsAt(routes, alerts, at) };
}

function gather(
  plan: Map<string, Gathered>,
  { told }: MessagesState,
  route: RouteOf,
  channel: string,
  alert: AlertState,
) {
  const known = told.get(toldKey(channel, alert.id));
  const group = known?.group ?? groupOf(route.id, channel, alert);
  const why = known === undefined ? (alert.status === 'firing' ? 'new' : null) : newsOf(known, alert);
  if (why !== null) {
    const into = gathered(plan, route, channel, group);
    into.news.push({ id: alert.id, status: 'firing', alert, why });
    into.since = Math.min(into.since, known === undefined ? tellableSince(alert) : known.lastAt);
  } else if (known !== undefined && isRepeated(alert)) {
    const into = gathered(plan, route, channel, group);
    const afterMs = alert.severity === 'critical' ? route.repeatCriticalMs : route.repeatWarningMs;
    const telling: Telling = { id: alert.id, status: 'firing', alert, why: 'again' };
    into.repeats.push({ telling, due: known.lastAt + afterMs });
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

/** When it could first be told: since it fires, or since nothing keeps it quiet any longer. */
const tellableSince = ({ firedAt, heardAt }: AlertState): Instant => Math.max(firedAt ?? 0, heardAt ?? 0);
const isRepeated = ({ status, acknowledged, flapping }: AlertState) =>
  status === 'firing' && acknowledged === null && !flapping;

function escalate(
  plan: Map<string, Gathered>,
  { told }: MessagesState,
  route: RouteOf,
  alert: AlertState,
  isOn: (channel: string) => boolean,
): void {
  if (route.escalation.length === 0 || !isRepeated(alert) || isTaken(alert)) return;
  const firsts = route.channels.flatMap((channel) => told.get(toldKey(channel, alert.id))?.firstAt ?? []);
  if (firsts.length === 0) return;
  const from = Math.max(Math.min(...firsts), alert.releasedAt ?? 0, alert.heardAt ?? 0);
  route.escalation.forEach(({ afterMs, channels, repeatMs }, step) => {
    for (const channel of new Set(channels)) {
      if (!isOn(channel)) continue;
      const last = told.get(toldKey(channel, alert.id))?.steps[stepKey(route.id, step)] ?? -Infinity;
      const due = last < from ? from + afterMs : repeatMs === null ? Infinity : last + repeatMs;
      if (due === Infinity) continue;
      const into = gathered(plan, route, channel, groupOf(route.id, channel, alert), step);
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
  const key = step === null ? group : `${group} ${step}`;
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
