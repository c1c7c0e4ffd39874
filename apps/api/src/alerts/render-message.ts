import type { ChannelSettings, Severity } from '@lockstep/contracts';
import type { AlertState, NewNotification } from '@lockstep/domain';
import type { Message, MessageAlert } from '../notify/message.ts';
import { firstFix } from './first-fix.ts';

type ChannelKind = ChannelSettings['kind'];

/** What people read is short. Programs want all of it: to Alertmanager an alert that it is not told of is none, and a webhook's body has a bound. */
const MOST_LISTED: Readonly<Record<ChannelKind, number>> = {
  alertmanager: Infinity,
  webhook: 1_000,
  email: 100,
  slack: 20,
  teams: 20,
  browser: 20,
};

/** What a message is made of, beside what was decided to be said. */
export interface Words {
  /** As it is at that moment; null of one that is forgotten, of which only that it is over can be said. */
  readonly alertOf: (id: string) => AlertState | null;
  /** Of the channel that it goes to; absent: it is gone. */
  readonly channelKind?: ChannelKind | undefined;
  readonly baseUrl: string;
}

/** The words for what was decided to be said. Of many alerts the worst and oldest are listed, those that fire before those that are over. */
export function renderMessage(
  { data, observedAt }: NewNotification,
  { alertOf, channelKind = 'browser', baseUrl }: Words,
): Message {
  const { key, kind, title, text = '', group } = data;
  const statuses = new Map(data.told?.map(({ alert, status }) => [alert, status]));
  const alerts = data.alerts.flatMap((id) => {
    const alert = alertOf(id);
    return alert ? toMessageAlert(alert, statuses.get(id) ?? statusOf(alert), baseUrl) : [];
  });
  const listed = alerts.sort(byUrgency).slice(0, MOST_LISTED[channelKind]);
  const firing = alerts.filter(({ status }) => status === 'firing');
  return {
    key,
    kind,
    title,
    text,
    group: { key: group, labels: commonLabels(alerts) },
    severity: worst(firing.length > 0 ? firing : alerts),
    alerts: listed,
    more: data.alerts.length - listed.length,
    at: observedAt,
    link: linkOf(data.alerts, baseUrl),
  };
}

export function toMessageAlert(alert: AlertState, status: MessageAlert['status'], baseUrl: string): MessageAlert {
  const { id, fingerprint, severity, rule, title, text, since, resolvedAt, recoveringSince } = alert;
  return {
    id,
    fingerprint,
    status,
    severity: severity ?? 'warning',
    rule,
    title,
    text,
    labels: labelsOf(alert),
    startsAt: since,
    endsAt: status === 'resolved' ? (resolvedAt ?? recoveringSince) : null,
    link: `${baseUrl}/alerts/${encodeURIComponent(id)}`,
    fix: firstFix(alert),
  };
}

function labelsOf({ rule, kind, severity, server, mailbox, labels }: AlertState): Record<string, string> {
  const own = { rule, kind, severity, server, mailbox };
  const said = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== null);
  // What Lockstep says of it goes before a label of the same name.
  return { ...labels, ...Object.fromEntries(said) };
}

/** Labels that all of them have with the same value. */
function commonLabels(alerts: readonly MessageAlert[]): Record<string, string> {
  const [first, ...others] = alerts;
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([name, value]) => others.every(({ labels }) => labels[name] === value)),
  );
}

const statusOf = ({ status }: AlertState): MessageAlert['status'] => (status === 'resolved' ? 'resolved' : 'firing');

function worst(alerts: readonly MessageAlert[]): Severity | null {
  if (alerts.some(({ severity }) => severity === 'critical')) return 'critical';
  return alerts.length > 0 ? 'warning' : null;
}

function byUrgency(a: MessageAlert, b: MessageAlert): number {
  return (
    Number(a.status === 'resolved') - Number(b.status === 'resolved') ||
    Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
    a.startsAt - b.startsAt ||
    Number(a.id) - Number(b.id)
  );
}

/** Of one alert its page, of several the inbox. */
function linkOf(ids: readonly string[], baseUrl: string): string {
  return ids.length === 1 ? `${baseUrl}/alerts/${encodeURIComponent(ids[0]!)}` : `${baseUrl}/alerts`;
}
