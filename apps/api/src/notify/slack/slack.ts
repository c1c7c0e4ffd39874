import type { Channel } from '../message.ts';
import { sendJson } from '../outgoing/send-json.ts';
import { slackBody } from './blocks.ts';

/** Posts to an incoming webhook of Slack. Its address is the secret: who knows it can write there. */
export const slack: Channel<'slack'> = {
  kind: 'slack',
  async send(message, target) {
    const { url } = target.secrets;
    if (!url) return { ok: false, permanent: true, answer: 'The address of the incoming webhook is missing.' };
    return sendJson(url, JSON.stringify(slackBody(message)), message, target);
  },
};
