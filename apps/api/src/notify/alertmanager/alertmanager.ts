import type { Channel, Outcome } from '../message.ts';
import { sendJson } from '../outgoing/send-json.ts';
import { alertsOf } from './alerts.ts';

export { resendEveryMs } from './alerts.ts';

/** As many in one request as leave it small; the same alert twice is one to Alertmanager, so all may be sent again. */
const AT_ONCE = 500;

/** Tells a Prometheus Alertmanager, which routes, groups and silences in its own way. */
export const alertmanager: Channel<'alertmanager'> = {
  kind: 'alertmanager',
  async send(message, target) {
    const { settings, secrets, now } = target;
    const alerts = alertsOf(message, now);
    let outcome: Outcome = { ok: true, answer: 'Nothing was sent: Alertmanager takes alerts, and this is none.' };
    for (let from = 0; from < alerts.length && outcome.ok; from += AT_ONCE) {
      const body = JSON.stringify(alerts.slice(from, from + AT_ONCE));
      outcome = await sendJson(addressOf(settings.url), body, message, target, login(settings.user, secrets.password));
    }
    return outcome;
  },
};

/** People give the address of its pages, or of its interface. */
function addressOf(given: string): string {
  const url = new URL(given);
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api\/v2(\/alerts)?$/, '');
  url.pathname = `${path}/api/v2/alerts`;
  url.hash = '';
  return url.href;
}

function login(user: string | undefined, password: string | null | undefined): Record<string, string> {
  if (user === undefined) return {};
  return { Authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
}
