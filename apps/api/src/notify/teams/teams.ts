import type { Channel } from '../message.ts';
import { sendJson } from '../outgoing/send-json.ts';
import { teamsBody } from './card.ts';

/** Posts an adaptive card to a Teams workflow. Its address is the secret: who knows it can write there. */
export const teams: Channel<'teams'> = {
  kind: 'teams',
  async send(message, target) {
    const { url } = target.secrets;
    if (!url) return { ok: false, permanent: true, answer: 'The address of the workflow is missing.' };
    return sendJson(url, JSON.stringify(teamsBody(message)), message, target);
  },
};
