import type { AlertRule, Severity } from '@lockstep/contracts';
import type { Instant } from '../../replica/replica.events.ts';
import type { NewNotification } from '../alert.events.ts';

/** What was told to whom and not un-told since: a function of `NotificationQueued` alone. Changed in place by `evolveMessages`. */
export interface MessagesState {
  /** By channel and alert. */
  readonly told: Map<string, Told>;
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
  /** When each step of escalation that led here was last told. */
  readonly steps: Readonly<Record<number, Instant>>;
}

/** A group of which something fires and was told. */
export interface ToldGroup {
  readonly group: string;
  readonly channel: string;
  readonly lastAt: Instant;
  readonly firing: number;
}

export interface GroupParts {
  readonly route: string;
  readonly channel: string;
  readonly rule: AlertRule;
  /** A server, or an incident. */
  readonly of: string;
}

export const initialMessages = (): MessagesState => ({ told: new Map(), groups: new Map() });

/** Changes the state in place, and gives it back. */
export function evolveMessages(state: MessagesState, _event: NewNotification): MessagesState {
  return state;
}

export function serializeMessages(state: MessagesState): string {
  return JSON.stringify({ form: 1, told: [...state.told.values()], groups: [...state.groups.values()] });
}

export function parseMessages(_stored: unknown): MessagesState {
  throw new Error('not there yet');
}
