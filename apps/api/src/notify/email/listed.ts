import type { Message, MessageAlert } from '../message.ts';
import { fixesOf, type FixWords } from '../wording.ts';

const MOST_ALERTS = 100;
const MOST_FIXES = 5;

/** What a mail lists, and how many more there are. A mail of megabytes is one that a server refuses. */
export interface Listed {
  readonly alerts: readonly MessageAlert[];
  readonly more: number;
  readonly fixes: readonly FixWords[];
}

export function listed({ alerts, more }: Message): Listed {
  return {
    alerts: alerts.slice(0, MOST_ALERTS),
    more: more + Math.max(0, alerts.length - MOST_ALERTS),
    fixes: fixesOf(alerts).slice(0, MOST_FIXES),
  };
}
