import type { Severity } from '@lockstep/contracts';
import type { Channel, Message } from '../message.ts';
import { headline, oneLine } from '../wording.ts';

/** What goes to room `alerts` of the live socket, for browsers that may show notifications. */
export interface BrowserNotice {
  /** Also the notification's tag: the same message twice is shown once. */
  readonly key: string;
  readonly kind: Message['kind'];
  readonly title: string;
  readonly text: string;
  readonly severity: Severity | null;
  /** Ids of the alerts that it is about. */
  readonly alerts: readonly string[];
  readonly more: number;
  readonly link: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export function browserNotice(message: Message): BrowserNotice {
  const { key, kind, severity, more, link } = message;
  return {
    key,
    kind,
    title: headline(message),
    text: oneLine(message.text, 300),
    severity,
    alerts: message.alerts.map(({ id }) => id),
    more,
    link,
    at: new Date(message.at).toISOString(),
  };
}

/** Says it to whoever looks just now; nobody is an answer too. `say` is the live socket's. */
export function browserChannel(say: (notice: BrowserNotice) => void): Channel<'browser'> {
  return {
    kind: 'browser',
    async send(message) {
      say(browserNotice(message));
      return { ok: true, answer: 'Said to the browsers that look at Lockstep now.' };
    },
  };
}
