import { createHash } from 'node:crypto';
import type { Message, MessageAlert } from '../message.ts';
import { annotationsOf, labelsOf, named, standIn, type Pairs } from '../prometheus/labels.ts';

/** Go's zero time: what Alertmanager sends as the end of an alert that has not ended. */
const NOT_ENDED = '0001-01-01T00:00:00Z';

/** The body that Alertmanager posts to a webhook, version 4, with all of its fields and no others. */
export interface WebhookBody {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly WebhookAlert[];
  readonly groupLabels: Pairs;
  readonly commonLabels: Pairs;
  readonly commonAnnotations: Pairs;
  readonly externalURL: string;
  readonly version: '4';
  readonly groupKey: string;
  readonly truncatedAlerts: number;
}
export interface WebhookAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Pairs;
  readonly annotations: Pairs;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  /** 16 hexadecimal digits; the same cause has the same. */
  readonly fingerprint: string;
}

export function webhookBody(message: Message, receiver: string): WebhookBody {
  // What a digest lists was told when it was news; a program is not to take it for raised anew.
  const ofAlerts = message.alerts.length > 0 && message.kind !== 'digest';
  const alerts = (ofAlerts ? message.alerts : [standIn(message)]).map(alertOf);
  return {
    receiver,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    alerts,
    groupLabels: named(message.group.labels),
    commonLabels: shared(alerts.map(({ labels }) => labels)),
    commonAnnotations: shared(alerts.map(({ annotations }) => annotations)),
    externalURL: URL.canParse(message.link) ? new URL(message.link).origin : '',
    version: '4',
    groupKey: message.group.key,
    truncatedAlerts: ofAlerts ? message.more : 0,
  };
}

function alertOf(alert: MessageAlert): WebhookAlert {
  return {
    status: alert.status,
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: new Date(alert.startsAt).toISOString(),
    endsAt: alert.endsAt === null ? NOT_ENDED : new Date(alert.endsAt).toISOString(),
    generatorURL: alert.link,
    fingerprint: createHash('sha256').update(alert.fingerprint).digest('hex').slice(0, 16),
  };
}

function shared([first = {}, ...others]: readonly Pairs[]): Pairs {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((pairs) => pairs[name] === value)),
  );
}
