import type { Severity } from '@lockstep/contracts';
import type { Instant } from '../../replica/replica.events.ts';
import { StoredAlertsFormError } from '../stored-alerts.ts';

/** What was told to whom and not un-told since: a function of its events alone. Changed in place by `evolveMessages`. */
export interface MessagesState {
  /** By `toldKey`. */
  readonly told: Map<string, Told>;
  /** Those of which something fires and was told. */
  readonly groups: Map<string, ToldGroup>;
  /** Messages of which it is not known yet whether they arrive, by their key. */
  readonly underway: Map<string, Underway>;
  /** Openings that did not arrive, by `toldKey`. */
  readonly missed: Map<string, Missed>;
}

/** One alert that a channel was told to fire. */
export interface Told extends Known {
  /** Messages under way that say so, oldest first. */
  readonly pending: readonly { readonly key: string; readonly before: Known | null }[];
}

/** What a channel knows of an alert. */
export interface Known {
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

export interface Underway {
  readonly key: string;
  readonly channel: string;
  /** Alerts that it says to fire. */
  readonly firing: readonly string[];
  /** What was known of those that it says to be over. */
  readonly over: readonly Told[];
}

/** An opening that a channel never had. Escalation counts from it all the same. */
export interface Missed {
  readonly channel: string;
  readonly alert: string;
  readonly severity: Severity;
  readonly firstAt: Instant;
  readonly at: Instant;
  /** The message that did not arrive. */
  readonly key: string;
  /** The other side refused it: told anew as late as a repeat, or once the channel is set up anew. Else as soon as it can be. */
  readonly waits: boolean;
  /** A person says that this channel need not hear of it: told anew only if it becomes worse. */
  readonly dismissed: boolean;
}

/** A new form gets a new number. */
const FORM = 'told 3';

export const initialMessages = (): MessagesState => ({
  told: new Map(),
  groups: new Map(),
  underway: new Map(),
  missed: new Map(),
});

export const toldKey = (channel: string, alert: string): string => `${channel} ${alert}`;
export const stepKey = (route: string, step: number): string => `${route} ${step}`;
/** Nothing that told of it has arrived yet. */
export const isUnheard = ({ pending }: Told): boolean => pending[0]?.before === null;

export function serializeMessages(state: MessagesState): string {
  const { told, groups, underway, missed } = state;
  return JSON.stringify({
    form: FORM,
    told: sorted(told),
    groups: sorted(groups),
    underway: sorted(underway),
    missed: sorted(missed),
  });
}

/** Takes the text, or what a JSON column gives back for it. Throws on another form: then fold the log again. */
export function parseMessages(stored: unknown): MessagesState {
  const parsed = (typeof stored === 'string' ? JSON.parse(stored) : stored) as StoredMessages;
  if (parsed?.form !== FORM) throw new StoredAlertsFormError(parsed?.form);
  const { told, groups, underway, missed } = parsed;
  return {
    told: new Map(told.map((one) => [toldKey(one.channel, one.alert), one])),
    groups: new Map(groups.map((one) => [one.group, one])),
    underway: new Map(underway.map((one) => [one.key, one])),
    missed: new Map(missed.map((one) => [toldKey(one.channel, one.alert), one])),
  };
}

interface StoredMessages {
  readonly form: unknown;
  readonly told: readonly Told[];
  readonly groups: readonly ToldGroup[];
  readonly underway: readonly Underway[];
  readonly missed: readonly Missed[];
}

/** So many more of a group fire. */
export function countMore(state: MessagesState, group: string, channel: string, at: Instant, change: number): void {
  const { lastAt = at, firing = 0 } = state.groups.get(group) ?? {};
  if (firing + change > 0) state.groups.set(group, { group, channel, lastAt, firing: firing + change });
  else state.groups.delete(group);
}

const sorted = <Of>(all: ReadonlyMap<string, Of>): Of[] =>
  [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
