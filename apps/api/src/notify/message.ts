import type { ChannelSecrets, ChannelSettings, Severity } from '@lockstep/contracts';

/** What is said to one channel, in the words of nobody's protocol yet. Instants are milliseconds. */
export interface Message {
  /** The same for each attempt; goes out with the message, so that who gets it twice can tell. */
  readonly key: string;
  readonly kind: 'firing' | 'update' | 'repeat' | 'resolved' | 'escalation' | 'digest' | 'watchdog' | 'test';
  /** One line, as in `imap-03 cannot be reached: 214 mailboxes`. */
  readonly title: string;
  /** A sentence or two. */
  readonly text: string;
  /** Alerts that are told of together: by rule and server. */
  readonly group: { readonly key: string; readonly labels: Readonly<Record<string, string>> };
  readonly severity: Severity | null;
  readonly alerts: readonly MessageAlert[];
  /** So many more belong to it and are not listed. */
  readonly more: number;
  readonly at: number;
  /** The page in Lockstep that shows it. */
  readonly link: string;
}

export interface MessageAlert {
  readonly id: string;
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly severity: Severity;
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Since when its cause is there, as on its page; it fired later, when that had lasted. */
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly link: string;
  /** The first fix to try, with its steps; a guard comes first. */
  readonly fix: {
    readonly id: string;
    readonly title: string;
    readonly guard: string | null;
    readonly steps: readonly string[];
  } | null;
}

/** What became of one attempt. `answer`: what the other side said, for a person; never a secret. */
export type Outcome =
  | { readonly ok: true; readonly answer: string }
  | { readonly ok: false; readonly permanent: boolean; readonly answer: string; readonly retryAfterMs?: number };

/** One kind of channel: how a message is put into its protocol and sent. It does not retry, and keeps nothing that must last. */
export interface Channel<Kind extends ChannelSettings['kind'] = ChannelSettings['kind']> {
  readonly kind: Kind;
  send(message: Message, to: Target<Kind>): Promise<Outcome>;
}

export interface Target<Kind extends ChannelSettings['kind'] = ChannelSettings['kind']> {
  readonly settings: Extract<ChannelSettings, { kind: Kind }>;
  readonly secrets: ChannelSecrets;
  /** What people call the channel. */
  readonly name?: string;
  /** Private and link-local addresses are refused unless the administrator allowed them. */
  readonly allowPrivate: boolean;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
  readonly now: number;
}
