import { webhookBody, type WebhookBody } from '../webhook/body.ts';

/** What Prometheus' own always-firing alert is called and how urgent it is; services that wait for it go by the name. */
const NAMED = { alertname: 'Watchdog', severity: 'none' };

/** One alert that always fires, in the body of an Alertmanager's webhook. */
export function watchdogBody(now: number, link: string): WebhookBody {
  const body = webhookBody(
    {
      key: `watchdog-${now}`,
      kind: 'watchdog',
      title: 'Lockstep works',
      text: 'This alert always fires. When it no longer comes, Lockstep does not work.',
      group: { key: 'watchdog', labels: NAMED },
      severity: null,
      alerts: [],
      more: 0,
      at: now,
      link,
    },
    'watchdog',
  );
  return {
    ...body,
    alerts: body.alerts.map((alert) => ({ ...alert, labels: { ...alert.labels, ...NAMED } })),
    commonLabels: { ...body.commonLabels, ...NAMED },
  };
}
