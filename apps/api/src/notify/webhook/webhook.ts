import type { Channel } from '../message.ts';
import { sendJson } from '../outgoing/send-json.ts';
import { webhookBody } from './body.ts';
import { signature } from './signature.ts';

/** Posts Alertmanager's webhook body; signed where there is a key for it. Its address is a secret, for it often holds a token. */
export const webhook: Channel<'webhook'> = {
  kind: 'webhook',
  async send(message, target) {
    const { bearer, signingKey } = target.secrets;
    // In the settings: of a channel that was set up before the address was a secret.
    const url = target.secrets.url ?? target.settings.url;
    if (!url) return { ok: false, permanent: true, answer: 'The address of the webhook is missing.' };
    const body = JSON.stringify(webhookBody(message, target.name ?? 'lockstep'));
    return sendJson(url, body, message, target, {
      ...(signingKey ? { 'X-Lockstep-Signature': signature(body, signingKey, target.now) } : {}),
      ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
    });
  },
};
