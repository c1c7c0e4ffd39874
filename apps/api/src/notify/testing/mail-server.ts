import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export const USER = 'lockstep';
export const PASSWORD = 'open, sesame';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string;
  readonly isSecured: boolean;
  readonly raw: string;
}

/** A mail server on loopback that wants a user and password, and keeps what it is given. */
export async function startMailServer(options: Partial<SMTPServerOptions>) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authMethods: ['PLAIN', 'LOGIN'],
    logger: false,
    closeTimeout: 1,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      if (username === USER && password === PASSWORD) done(null, { user: username });
      else done(refusal(535, `5.7.8 Authentication failed for ${username} with ${password}`));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: String(session.user ?? ''),
          isSecured: session.secure,
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done(null, 'Message accepted as 4711');
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is what some tests want.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

export function refusal(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
