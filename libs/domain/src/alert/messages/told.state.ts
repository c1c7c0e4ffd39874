import type { Severity } from '@lockstep/contracts';
import type { Instant } from '../../replica/replica.events.ts';
import type { NewNotification, ToldOf, Unnumbered } from '../alert.events.ts';
import type { NotifyEvent } from '../notify.events.ts';
import { parse } from '../stored-alerts.ts';

/** What was told to whom and not un-told since: a function of its events alone. Changed in place by `evolveMessages`. */
export interface MessagesState {
  /** By `toldKey`. */
  readonly told: Map<string, Told>;
  /** Those of which something fires and was told. */
  readonly groups: Map<string, ToldGroup>;
}

/** One alert that a channel was told to fire. */
export interface Told {
  readonly channel: string;
  readonly alert: string;
  readonly group: string;
  readonly route: string;
  readonly severity: Severity;
  readonly users: number;
  readonly flapping: boolean;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** When each step of escalation that led here was last told; by `stepKey`. */
  readonly steps: Readonly<Record<string, Instant>>;
}

export interface ToldGroup {
  readonly group: string;
  readonly channel: string;
  /** Its newest message. */
  readonly lastAt: Instant;
  readonly firing: number;
}

export const initialMessages = (): MessagesState => ({ told: new Map(), groups: new Map() });

export const toldKey = (channel: string, alert: string): string => `${channel} ${alert}`;
export const stepKey = (route: string, step: number): string => `${route} ${step}`;

/** Changes the state in place, and gives it back. Messages of no alert, and other facts of channels, change nothing. */
export function evolveMessages(state: MessagesState, event: NewNotification | Unnumbered<NotifyEvent>): MessagesState {
  if (event.type === 'ChannelRemoved') forget(state, event.data.id);
  if (event.type !== 'NotificationQueued') return state;
  const { told = [], channel, group } = event.data;
  for (const one of told) {
    if (one.status === 'resolved') unTell(state, channel, one.alert);
    else tell(state, event, one);
  }
  const known = state.groups.get(group);
  if (known !== undefined) state.groups.set(group, { ...known, lastAt: event.observedAt });
  return state;
}

export function serializeMessages(state: MessagesState): string {
  const told = [...state.told].sort(byKey).map(([, one]) => one);
  const groups = [...state.groups].sort(byKey).map(([, one]) => one);
  return JSON.stringify({ form: 1, told, groups });
}

/** Takes the text, or what a JSON column gives back for it. Throws on another form: then fold the log again. */
export function parseMessages(stored: unknown): MessagesState {
  const { told, groups } = parse<{ told: Told[]; groups: ToldGroup[] }>(stored);
  return {
    told: new Map(told.map((one) => [toldKey(one.channel, one.alert), one])),
    groups: new Map(groups.map((one) => [one.group, one])),
  };
}

function tell(state: MessagesState, { data, observedAt: at }: NewNotification, one: ToldOf): void {
  const { channel, group, route = '', step } = data;
  const { alert, severity, users, flapping } = one;
  const key = toldKey(channel, alert);
  const known = state.told.get(key);
  const steps = { ...known?.steps, ...(step !== undefined && { [stepKey(route, step)]: at }) };
  const before = known ?? { channel, alert, group, route, firstAt: at };
  state.told.set(key, { ...before, severity, users, flapping, lastAt: at, steps });
  if (known === undefined) count(state, group, channel, at, 1);
}

function unTell(state: MessagesState, channel: string, alert: string): void {
  const key = toldKey(channel, alert);
  const known = state.told.get(key);
  if (known === undefined) return;
  state.told.delete(key);
  count(state, known.group, channel, known.lastAt, -1);
}

function count(state: MessagesState, group: string, channel: string, at: Instant, change: number): void {
  const { lastAt = at, firing = 0 } = state.groups.get(group) ?? {};
  if (firing + change > 0) state.groups.set(group, { group, channel, lastAt, firing: firing + change });
  else state.groups.delete(group);
}

/** Nobody is there any more who could be told that it is over. */
function forget(state: MessagesState, channel: string): void {
  for (const [key, one] of state.told) if (one.channel === channel) state.told.delete(key);
  for (const [key, one] of state.groups) if (one.channel === channel) state.groups.delete(key);
}

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => (one < other ? -1 : 1);
