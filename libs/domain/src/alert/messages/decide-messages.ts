import type { Instant } from '../../replica/replica.events.ts';
import type { NewNotification, NotificationKind, ToldOf } from '../alert.events.ts';
import type { AlertsState } from '../alert.state.ts';
import { messageKey } from './groups.ts';
import { type Planned, planMessages } from './plan-messages.ts';
import type { RoutesState } from './routes.state.ts';
import { type MessagesState, stepKey } from './told.state.ts';
import { messageText, messageTitle } from './words.ts';

export { leadsNowhere, leadSomewhere, routesFor } from './routes-for.ts';

/**
 * What is to be said at a moment: what should be told by now is compared with what was told. So nothing is lost by a restart and nothing
 * said twice, and it need be asked only when time passes (`ClockReached`), which is when messages fall due. Costs as much as all
 * open alerts times the routes.
 */
export function decideMessages(
  told: MessagesState,
  alerts: AlertsState,
  routes: RoutesState,
  at: Instant,
): NewNotification[] {
  return planMessages(told, alerts, routes, at)
    .planned.filter(({ due }) => due <= at)
    .map((planned) => queued(told, planned, at));
}

/** When, with no news, `decideMessages` has something to say; a moment that has passed: now. Null: never. */
export function nextMessagesDue(
  told: MessagesState,
  alerts: AlertsState,
  routes: RoutesState,
  at: Instant,
): Instant | null {
  const { planned, turnsAt } = planMessages(told, alerts, routes, at);
  const due = planned.reduce((first, one) => Math.min(first, one.due), turnsAt);
  return due === Infinity ? null : due;
}

function queued({ told, groups }: MessagesState, planned: Planned, at: Instant): NewNotification {
  const { channel, route, group, step, tellings } = planned;
  const before = groups.get(group)?.firing ?? 0;
  const opened = tellings.filter(({ id, status }) => status === 'firing' && !told.has(`${channel} ${id}`)).length;
  const over = tellings.filter(({ status }) => status === 'resolved').length;
  const firing = Math.max(0, before + opened - over);
  const kind = kindOf(planned, before, firing);
  return {
    type: 'NotificationQueued',
    observedAt: at,
    data: {
      key: messageKey(kind, step === null ? group : `${group} ${stepKey(route, step)}`, at),
      channel,
      kind,
      group,
      alerts: tellings.map(({ id }) => id),
      title: messageTitle(tellings),
      text: messageText(kind, tellings, firing, at),
      told: tellings.map(({ id, status, alert }): ToldOf => {
        const known = told.get(`${channel} ${id}`);
        const severity = alert?.severity ?? known?.severity ?? 'warning';
        return {
          alert: id,
          status,
          severity,
          users: alert?.users ?? known?.users ?? 0,
          flapping: status === 'firing' && alert!.flapping,
        };
      }),
      firing,
      route,
      ...(step !== null && { step }),
    },
  };
}

function kindOf({ step, tellings }: Planned, before: number, firing: number): NotificationKind {
  if (step !== null) return 'escalation';
  if (firing === 0) return 'resolved';
  if (before === 0) return 'firing';
  return tellings.every(({ why }) => why === 'again') ? 'repeat' : 'update';
}
