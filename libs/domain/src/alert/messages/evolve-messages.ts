import type { Instant } from '../../replica/replica.events.ts';
import type {
  AlertClockEvent,
  AlertEvent,
  NewNotification,
  NotificationEvent,
  ToldOf,
  Unnumbered,
} from '../alert.events.ts';
import type { NotifyEvent } from '../notify.events.ts';
import { arrived, dismissed, gotLost } from './outcomes.ts';
import { type Known, type MessagesState, type Told, countMore, stepKey, toldKey } from './told.state.ts';
import { turnBack } from './turn-back.ts';

type MessageFact =
  | NewNotification
  | Unnumbered<NotificationEvent>
  | Unnumbered<NotifyEvent>
  | Unnumbered<AlertClockEvent>
  | Extract<Unnumbered<AlertEvent>, { type: 'AlertResolved' }>;

/** Changes the state in place, and gives it back. Messages of no alert, and other facts of channels, change nothing. */
export function evolveMessages(state: MessagesState, event: MessageFact): MessagesState {
  switch (event.type) {
    case 'NotificationQueued':
      send(state, event.data, event.observedAt);
      break;
    case 'NotificationRetried':
      if (event.data.again !== undefined) sendAgain(state, event.data.key, event.data.again, event.observedAt);
      break;
    case 'NotificationDelivered':
      arrived(state, event.data.key);
      break;
    case 'NotificationDropped':
      gotLost(state, event.data.key, event.observedAt, 'dropped');
      break;
    case 'NotificationFailed':
      if (event.data.nextAt === null) gotLost(state, event.data.key, event.observedAt, 'dead');
      break;
    case 'NotificationDismissed':
      dismissed(state, event.data.key);
      break;
    case 'ClockReached':
      turnBack(state, event.observedAt);
      break;
    case 'ChannelConfigured':
      for (const [key, one] of state.missed)
        if (one.channel === event.data.id) state.missed.set(key, { ...one, waits: false });
      break;
    case 'ChannelRemoved':
      forget(state, ({ channel }) => channel === event.data.id);
      break;
    case 'AlertResolved':
      for (const [key, { alert }] of state.missed) if (alert === event.data.alert) state.missed.delete(key);
      break;
    default:
  }
  return state;
}

type Sent = Pick<NewNotification['data'], 'key' | 'channel' | 'group' | 'route' | 'step' | 'told'>;

function send(state: MessagesState, sent: Sent, at: Instant): void {
  const { told = [], key, channel, group } = sent;
  if (told.length === 0) return;
  const firing = told.filter(({ status }) => status === 'firing');
  const over = told.flatMap(({ status, alert }) =>
    status === 'resolved' ? (unTell(state, channel, alert) ?? []) : [],
  );
  for (const one of firing) tell(state, sent, one, at);
  state.underway.set(key, { key, channel, firing: firing.map(({ alert }) => alert), over });
  const known = state.groups.get(group);
  if (known !== undefined) state.groups.set(group, { ...known, lastAt: at });
}

/** What was told anew since, it does not change. */
function sendAgain(state: MessagesState, key: string, again: Omit<Sent, 'key'>, at: Instant): void {
  const isNews = ({ status, alert }: ToldOf) => status === 'resolved' || !state.told.has(toldKey(again.channel, alert));
  send(state, { ...again, key, told: (again.told ?? []).filter(isNews) }, at);
}

function tell(state: MessagesState, { key, channel, group, route = '', step }: Sent, one: ToldOf, at: Instant): void {
  const { alert, severity, users, flapping } = one;
  const id = toldKey(channel, alert);
  const known = state.told.get(id);
  const firstAt = known?.firstAt ?? state.missed.get(id)?.firstAt ?? at;
  const steps = { ...known?.steps, ...(step !== undefined && { [stepKey(route, step)]: at }) };
  const { pending, ...before } = known ?? { pending: [], channel, alert, group, route, firstAt };
  const earlier = known === undefined ? null : (before as Known);
  const after = { ...before, severity, users, flapping, lastAt: at, steps };
  state.told.set(id, { ...after, pending: [...pending, { key, before: earlier }] });
  state.missed.delete(id);
  if (known === undefined) countMore(state, group, channel, at, 1);
}

function unTell(state: MessagesState, channel: string, alert: string): Told | undefined {
  const key = toldKey(channel, alert);
  const known = state.told.get(key);
  if (known === undefined) return undefined;
  state.told.delete(key);
  countMore(state, known.group, channel, known.lastAt, -1);
  return known;
}

/** Nobody is there any more who could be told that it is over. */
function forget(
  { told, groups, underway, missed }: MessagesState,
  isGone: (one: { channel: string }) => boolean,
): void {
  for (const all of [told, groups, underway, missed] as Map<string, { channel: string }>[])
    for (const [key, one] of all) if (isGone(one)) all.delete(key);
}
