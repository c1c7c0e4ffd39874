import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelSecrets } from '@lockstep/contracts';
import type { ChannelEntry } from '@lockstep/domain';
import type { Channel, Message, Outcome, Target } from '../message.ts';
import { shown } from '../outgoing/secrets.ts';

export const DEADLINE_MS = 10_000;
/** An adapter that listens can say how far it came. */
const LAST_WORDS_MS = 200;

export interface AttemptOptions {
  readonly channelOf: (kind: ChannelEntry['settings']['kind']) => Channel | undefined;
  readonly deadlineMs?: number;
  readonly now: number;
  /** Gives the attempt up before its deadline: nobody waits for it any more. */
  readonly stop?: AbortSignal;
}

/**
 * Sends one message once, and says what became of it. Always within the deadline: an adapter that does not listen to its signal is left to
 * itself. Never throws; what it throws itself is a failure that may pass. No secret is in the answer, whatever the other side said.
 */
export async function attempt(
  message: Message,
  { name, settings, allowPrivate }: Pick<ChannelEntry, 'name' | 'settings' | 'allowPrivate'>,
  secrets: ChannelSecrets,
  { channelOf, deadlineMs = DEADLINE_MS, now, stop }: AttemptOptions,
): Promise<Outcome> {
  const channel = channelOf(settings.kind);
  if (!channel) return { ok: false, permanent: true, answer: `There is no way to send by ${settings.kind}.` };

  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), deadlineMs);
  const signal = stop ? AbortSignal.any([deadline.signal, stop]) : deadline.signal;
  const target: Target = { name, settings, secrets, allowPrivate, signal, now };
  try {
    const late = aborted(signal)
      .then(() => pause(LAST_WORDS_MS, undefined, { ref: false }))
      .then(() => failure(new Error(`No answer within ${deadlineMs / 1_000} s.`)));
    const outcome = await Promise.race([send(channel, message, target).catch(failure), late]);
    // A second fence: adapters take care of it themselves.
    return { ...outcome, answer: shown(outcome.answer, target) };
  } finally {
    clearTimeout(timer);
  }
}

/** An adapter that throws before its first `await` is no other than one that throws after it. */
async function send(channel: Channel, message: Message, target: Target): Promise<Outcome> {
  return channel.send(message, target);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function failure(error: unknown): Outcome {
  const said = error instanceof Error ? error : new Error(String(error));
  // `fetch failed` says nothing; its cause does.
  const answer = said.cause instanceof Error ? `${said.message}: ${said.cause.message}` : said.message;
  return { ok: false, permanent: false, answer };
}
