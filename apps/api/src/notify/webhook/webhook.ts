import type { Channel } from '../message.ts';
import { sendJson } from '../outgoing/send-json.ts';
import { webhookBody } from './body.ts';
import { signature } from './signature.ts';

/** Posts Alertmanager's webhook body; signed where there is a key for it. */
export const webhook: Channel<'webhook'> = {
  kind: 'webhook',
  send(message, target) {
    const { bearer, signingKey } = target.secrets;
    const body = JSON.stringify(webhookBody(message, target.name ?? 'lockstep'));
    return sendJson(target.settings.url, body, message, target, {
      ...(signingKey ? { 'X-Lockstep-Signature': signature(body, signingKey, target.now) } : {}),
      ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
    });
  },
};
