import type { AlertRule } from '@lockstep/contracts';
import { duration, number } from '../../explain/wording.ts';
import type { Instant } from '../../replica/replica.events.ts';
import type { NotificationKind } from '../alert.events.ts';
import { isTaken, type AlertState } from '../alert.state.ts';
import { oneLine } from '../title.ts';

/** What a message tells of one alert. An alert that is forgotten here was resolved. */
export interface Telling {
  readonly id: string;
  readonly status: 'firing' | 'resolved';
  readonly alert: AlertState | undefined;
  readonly why: 'new' | 'worse' | 'more' | 'flapping' | 'calm' | 'again' | 'nobody' | 'over';
}

/** One line: of one alert its own title, of several how many of what, and where. */
export function messageTitle(tellings: readonly Telling[]): string {
  if (tellings.length === 1) return titleOf(tellings[0]!);
  const known = tellings.find(({ alert }) => alert !== undefined)?.alert;
  const where = known?.server ? `${known.server}: ` : '';
  const fire = tellings.filter(({ status }) => status === 'firing').length;
  const over = tellings.length - fire;
  if (known === undefined) return `${number(over)} alerts are resolved`;
  const parts: string[] = [];
  if (fire > 0) parts.push(`${number(fire)} ${SUBJECT[known.rule]} ${PREDICATE[known.rule]}`);
  if (over > 0) parts.push(fire > 0 ? `${number(over)} resolved` : `${number(over)} ${SUBJECT[known.rule]} recovered`);
  return oneLine(`${where}${parts.join(', ')}`);
}

/** A sentence or two: why it is said now. */
export function messageText(kind: NotificationKind, tellings: readonly Telling[], firing: number, at: Instant): string {
  const one = tellings.length === 1 ? tellings[0]! : null;
  const said: string[] = [];
  if (kind === 'escalation') said.push('Nobody has taken it yet.');
  if (kind === 'repeat') said.push('Still so, and not acknowledged.');
  if (tellings.some(({ why }) => why === 'worse')) said.push('It has become critical.');
  if (tellings.some(({ why, alert }) => why === 'flapping' || (why === 'new' && alert?.flapping)))
    said.push('It turns to and fro; nothing more is said until it is calm.');
  if (tellings.some(({ why }) => why === 'calm')) said.push('It is calm again.');
  if (one?.alert?.regressedAt != null && one.why === 'new') said.push('It is back within a day.');
  if (one?.status === 'resolved' && one.alert !== undefined)
    said.push(`Resolved after ${duration((one.alert.resolvedAt ?? at) - (one.alert.firedAt ?? one.alert.since))}.`);
  else if (one?.alert !== undefined) said.push(one.alert.text);
  const taken = takenText(tellings);
  if (taken !== null) said.push(taken);
  const larger = tellings.find(({ status, alert }) => status === 'resolved' && alert?.mergedInto != null)?.alert;
  if (larger !== undefined) said.push(`It is not over: it is part of #${larger.mergedInto} now.`);
  if (firing > tellings.filter(({ status }) => status === 'firing').length)
    said.push(`${number(firing)} of the group fire now.`);
  return said.join(' ');
}

/** Who reads it is to know that somebody is at it already. */
function takenText(tellings: readonly Telling[]): string | null {
  const firing = tellings.filter(({ status }) => status === 'firing');
  const taken = firing.flatMap(({ alert }) => (alert !== undefined && isTaken(alert) ? [alert] : []));
  const [one] = taken;
  if (one === undefined) return null;
  if (firing.length > 1) return `${number(taken.length)} of them ${taken.length === 1 ? 'is' : 'are'} taken already.`;
  const { acknowledged, assignee } = one;
  if (acknowledged === null) return `It is assigned to ${assignee}.`;
  return `${acknowledged.by} has acknowledged it${acknowledged.comment === null ? '' : `: ${acknowledged.comment}`}.`;
}

function titleOf({ id, alert }: Telling): string {
  return alert === undefined ? `Alert #${id} is resolved` : oneLine(alert.title);
}

const SUBJECT: Readonly<Record<AlertRule, string>> = {
  mismatch: 'replicas',
  stale: 'replicas',
  silent: 'agents',
  trouble: 'replicas',
  suspected: 'incidents',
  lockstep: 'parts of Lockstep',
};
const PREDICATE: Readonly<Record<AlertRule, string>> = {
  mismatch: 'are mismatched',
  stale: 'are stale',
  silent: 'are silent',
  trouble: 'are in trouble',
  suspected: 'are open',
  lockstep: 'are ill',
};
