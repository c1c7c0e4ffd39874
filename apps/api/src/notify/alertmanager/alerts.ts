import type { Message, MessageAlert } from '../message.ts';
import { annotationsOf, labelsOf, standIn, type Pairs } from '../prometheus/labels.ts';

/** Whoever calls sends what fires again this often: Alertmanager forgets what it is not told of. */
export const resendEveryMs = 60_000;
/** Three of these may be lost before Alertmanager takes it for resolved; Prometheus allows as many. */
export const VALID_FOR_MS = 4 * resendEveryMs;

/** One alert as `POST /api/v2/alerts` takes it. */
export interface PostedAlert {
  readonly labels: Pairs;
  readonly annotations: Pairs;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
}

/** Alertmanager holds alerts, not messages: of a digest there is nothing to hold. */
export function alertsOf(message: Message, now: number): PostedAlert[] {
  if (message.kind === 'digest') return [];
  const alerts = message.alerts.length > 0 ? message.alerts : [standIn(message)];
  return alerts.map((alert) => posted(alert, now));
}

function posted(alert: MessageAlert, now: number): PostedAlert {
  const endsAt = alert.status === 'firing' ? now + VALID_FOR_MS : (alert.endsAt ?? now);
  return {
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: new Date(alert.startsAt).toISOString(),
    // An end before the beginning would be refused, and with it the others.
    endsAt: new Date(Math.max(endsAt, alert.startsAt)).toISOString(),
    generatorURL: alert.link,
  };
}
