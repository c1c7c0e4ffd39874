import type { Message, Outcome, Target } from '../message.ts';
import { outcomeOf } from './outcome.ts';
import { post } from './post.ts';

/** Posts one body for a message. The key goes along, so that who gets it twice can tell. */
export async function sendJson(
  url: string,
  body: string,
  message: Pick<Message, 'key'>,
  target: Pick<Target, 'settings' | 'secrets' | 'allowPrivate' | 'signal' | 'now'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { allowPrivate, signal } = target;
  const withKey = { 'Idempotency-Key': inHeader(message.key), ...headers };
  return outcomeOf(await post({ url, headers: withKey, body, allowPrivate, signal }), target);
}

/** Header values are printable ASCII; what is not is percent-encoded. */
function inHeader(value: string): string {
  return value.replace(/[^\x20-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}
