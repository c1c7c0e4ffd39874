import { createTransport } from 'nodemailer';
import type { Channel, Message, Outcome, Target } from '../message.ts';
import { connect } from '../outgoing/connect.ts';
import type { Resolve } from '../outgoing/reach.ts';
import { mailOf } from './mail.ts';
import { delivered, failed, refusal } from './outcome.ts';

export interface EmailOptions {
  /** Certificates to trust instead of the system's. */
  readonly ca?: string;
  readonly resolve?: Resolve;
}

/** Mail by SMTP: secured from the first byte, by STARTTLS or not at all; one connection per attempt, which nothing outlives. */
export function emailChannel(options: EmailOptions = {}): Channel<'email'> {
  return { kind: 'email', send: (message, to) => send(message, to, options) };
}

async function send(message: Message, to: Target<'email'>, { ca, resolve }: EmailOptions): Promise<Outcome> {
  const { settings, secrets, allowPrivate, signal } = to;
  const { host, port, security } = settings;
  let end = () => {};
  try {
    const connection = await connect(host, port, { allowPrivate, signal, ...(resolve ? { resolve } : {}) });
    end = () => connection.destroy();
    const isWithPassword = typeof secrets.password === 'string' && settings.user !== undefined;
    if (isWithPassword && security === 'none' && !isLoopback(connection.remoteAddress)) {
      return refusal('The password would cross the network in clear. Choose TLS or STARTTLS, or take the user away.');
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
    return delivered(await transport.sendMail({ ...mailOf(message, to), signal }), to);
  } catch (error) {
    return failed(error, to);
  } finally {
    end();
  }
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}
