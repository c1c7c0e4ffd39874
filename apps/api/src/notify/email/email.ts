import { createTransport } from 'nodemailer';
import type { Channel, Message, Target } from '../message.ts';
import { connect } from '../outgoing/connect.ts';
import type { Resolve } from '../outgoing/reach.ts';
import { mailOf } from './mail.ts';
import { delivered, failed, refusal, type MailOutcome } from './outcome.ts';
import { recipientsLeft } from './recipients-left.ts';

export interface EmailOptions {
  /** Certificates to trust instead of the system's. */
  readonly ca?: string;
  readonly resolve?: Resolve;
}

/** Mail by SMTP: secured from the first byte, by STARTTLS or not at all; one connection per attempt, which nothing outlives. */
export function emailChannel(options: EmailOptions = {}): Channel<'email'> {
  const recipients = recipientsLeft();
  return {
    kind: 'email',
    async send(message, to) {
      const { outcome, left } = await send(message, to, recipients.of(message.key, to.settings.to), options);
      recipients.note(message.key, outcome, left);
      return outcome;
    },
  };
}

async function send(
  message: Message,
  to: Target<'email'>,
  recipients: readonly string[],
  { ca, resolve }: EmailOptions,
): Promise<MailOutcome> {
  const { settings, secrets, allowPrivate, signal } = to;
  const { host, port, security } = settings;
  let end = () => {};
  try {
    const connection = await connect(host, port, { allowPrivate, signal, ...(resolve ? { resolve } : {}) });
    end = () => connection.destroy();
    const isWithPassword = typeof secrets.password === 'string' && settings.user !== undefined;
    if (isWithPassword && security === 'none' && !isLoopback(connection.remoteAddress)) {
      return { outcome: refusal(IN_CLEAR), left: recipients };
    }
    const transport = createTransport({
      connection,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(isWithPassword ? { auth: { user: settings.user, pass: secrets.password } } : {}),
      tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
      greetingTimeout: 5_000,
      socketTimeout: 8_000,
      socketCloseTimeout: 0,
      maxResponseSize: 64 * 1024,
    });
    return delivered(await transport.sendMail({ ...mailOf(message, to, recipients), signal }), to);
  } catch (error) {
    return { outcome: failed(error, to), left: recipients };
  } finally {
    end();
  }
}

const IN_CLEAR = 'The password would cross the network in clear. Choose TLS or STARTTLS, or take the user away.';

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}
