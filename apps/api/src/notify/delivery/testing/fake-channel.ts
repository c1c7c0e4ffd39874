import type { Channel, Outcome } from '../../message.ts';

export type Reaction = Outcome | 'hang' | Error;

export interface FakeChannel extends Channel {
  /** Keys in the order in which they were sent. */
  readonly sent: string[];
  /** How many were being sent at once, at most. */
  mostAtOnce: number;
  /** What the other side does with each attempt of each message; it takes them when not told otherwise. */
  react: (key: string, attempt: number, url: string) => Reaction | Promise<Reaction>;
}

export const TAKEN: Outcome = { ok: true, answer: '202 Accepted' };
export const AWAY: Outcome = { ok: false, permanent: false, answer: '503 Service Unavailable' };
export const REFUSED: Outcome = { ok: false, permanent: true, answer: '410 Gone' };

export function fakeChannel(): FakeChannel {
  let atOnce = 0;
  const fake: FakeChannel = {
    kind: 'webhook',
    sent: [],
    mostAtOnce: 0,
    react: () => TAKEN,
    async send({ key }, { settings, signal }) {
      fake.sent.push(key);
      fake.mostAtOnce = Math.max(fake.mostAtOnce, ++atOnce);
      try {
        const attempt = fake.sent.filter((one) => one === key).length;
        const reaction = await fake.react(key, attempt, ('url' in settings && settings.url) || '');
        if (reaction instanceof Error) throw reaction;
        if (reaction !== 'hang') return reaction;
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
        return AWAY;
      } finally {
        atOnce -= 1;
      }
    },
  };
  return fake;
}
