import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import type { Target } from '../message.ts';
import { makeCertificate } from '../testing/certificates.ts';
import { PASSWORD, refusal, startMailServer, USER } from '../testing/mail-server.ts';
import { message, target } from '../testing/messages.ts';
import { emailChannel } from './email.ts';

const certificate = makeCertificate();
const withOpenssl = certificate === null ? describe.skip : describe;
const trusting = emailChannel(certificate ? { ca: certificate.cert } : {});

let stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stopping.map((stop) => stop()));
  stopping = [];
});

type Security = Target<'email'>['settings']['security'];

async function mailServer(options: Partial<SMTPServerOptions> = {}, security: Security = 'tls') {
  const server = await startMailServer({ ...certificate, secure: security === 'tls', ...options });
  stopping.push(server.stop);
  const to = (changes: Partial<Target<'email'>> = {}, settings: Partial<Target<'email'>['settings']> = {}) =>
    target<'email'>(
      {
        kind: 'email',
        host: 'localhost',
        port: server.port,
        security,
        user: USER,
        from: 'lockstep@example.org',
        to: ['ann@example.org', 'bob@example.org'],
        ...settings,
      },
      { password: PASSWORD },
      changes,
    );
  return { server, to };
}

withOpenssl('a mail server', () => {
  it.each(['tls', 'starttls'] as const)('gets the mail over %s, from who has the password', async (security) => {
    const { server, to } = await mailServer({}, security);
    expect(await trusting.send(message(), to())).toEqual({ ok: true, answer: expect.stringMatching(/^250 .*4711/) });
    expect(server.mails).toEqual([
      {
        from: 'lockstep@example.org',
        to: ['ann@example.org', 'bob@example.org'],
        user: USER,
        isSecured: true,
        raw: expect.any(String),
      },
    ]);
    const raw = server.mails[0]!.raw.replaceAll('\r\n', '\n');
    expect(raw).toMatch(/^Subject: \[Critical\] imap-03: 2 mailboxes out of step$/m);
    expect(raw).toMatch(/^X-Lockstep-Message: ntf-0007\/1$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(raw).toMatch(/^List-ID: Lockstep alerts <alerts\.lockstep\.example\.org>$/im);
    expect(raw).toMatch(/^Message-ID: <message\.[0-9a-f]{32}@example\.org>$/m);
    expect(raw).toMatch(/^References: <group\.[0-9a-f]{32}@example\.org>$/m);
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    expect(raw).toMatch(/^Content-Type: text\/html; charset=utf-8$/m);
  });

  it('with a certificate that nobody vouches for gets neither mail nor password', async () => {
    const { server, to } = await mailServer();
    const outcome = await emailChannel().send(message(), to());
    expect(outcome).toMatchObject({ ok: false, permanent: false });
    expect(outcome.answer).toMatch(/^The certificate of localhost:\d+ is not trusted/);
    expect(server.mails).toEqual([]);
  });

  it('without STARTTLS gets nothing where it is required', async () => {
    const { server, to } = await mailServer(
      { hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
      'starttls',
    );
    expect((await trusting.send(message(), to())).ok).toBe(false);
    expect(server.mails).toEqual([]);
  });

  it('that does not take the password says so for good, and the password is not told', async () => {
    const { to } = await mailServer();
    const wrong = { ...to(), secrets: { password: 'not-this-one' } };
    const outcome = await trusting.send(message(), wrong);
    expect(outcome).toMatchObject({ ok: false, permanent: true });
    expect(outcome.answer).toContain(
      'The server did not take the user and password: 535 5.7.8 Authentication failed for',
    );
    expect(outcome.answer).not.toContain('not-this-one');
  });

  it.each([
    [451, false],
    [421, false],
    [550, true],
    [552, true],
  ])('that refuses the whole mail with %d: for good is %s', async (code, permanent) => {
    const { to } = await mailServer({
      onData(stream, _session, done) {
        stream.on('end', () => done(refusal(code, 'Not today')));
        stream.resume();
      },
    });
    expect(await trusting.send(message(), to())).toEqual({ ok: false, permanent, answer: `${code} Not today` });
  });

  it('that refuses one recipient for good gives it to the others, and is named', async () => {
    const { server, to } = await mailServer({ onRcptTo: refusing({ 'bob@example.org': 550 }) });
    const outcome = await trusting.send(message(), to());
    expect(outcome.ok).toBe(true);
    expect(outcome.answer).toMatch(/^Not to all: bob@example\.org was refused \(550 .*\)\. To the others: 250 /);
    expect(server.mails.map((mail) => mail.to)).toEqual([['ann@example.org']]);
  });

  it('that puts one recipient off is asked again for that one alone', async () => {
    const refused: Record<string, number> = { 'bob@example.org': 450 };
    const { server, to } = await mailServer({ onRcptTo: refusing(refused) });
    expect(await trusting.send(message(), to())).toMatchObject({ ok: false, permanent: false });
    expect(await trusting.send(message(), to())).toMatchObject({ ok: false, permanent: false });
    delete refused['bob@example.org'];
    expect((await trusting.send(message(), to())).ok).toBe(true);
    expect(server.mails.map((mail) => mail.to)).toEqual([['ann@example.org'], ['bob@example.org']]);
    const ids = server.mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(ids[0]).toBe(ids[1]);
  });

  it('that refuses all recipients: for good where none may pass', async () => {
    const { to } = await mailServer({ onRcptTo: refusing({ 'ann@example.org': 550, 'bob@example.org': 553 }) });
    expect(await trusting.send(message(), to())).toMatchObject({ ok: false, permanent: true });
  });

  it('that refuses all recipients may be asked again where it put one off', async () => {
    const { to } = await mailServer({ onRcptTo: refusing({ 'ann@example.org': 550, 'bob@example.org': 452 }) });
    const outcome = await trusting.send(message(), to());
    expect(outcome).toMatchObject({ ok: false, permanent: false });
    expect(outcome.answer).toMatch(/ann@example\.org was refused \(550.*bob@example\.org was refused \(452/);
  });

  it('that takes the mail and never says so is given up when the attempt is over', async () => {
    const { to } = await mailServer({ onData: (stream) => void stream.resume() });
    const outcome = await trusting.send(message(), to({ signal: AbortSignal.timeout(500) }));
    expect(outcome).toMatchObject({
      ok: false,
      permanent: false,
      answer: expect.stringMatching(/did not answer in time/),
    });
  });

  it('on a private address is not asked unless the administrator allows it', async () => {
    const { server, to } = await mailServer();
    const outcome = await trusting.send(message(), to({ allowPrivate: false }));
    expect(outcome).toMatchObject({ ok: false, permanent: true });
    expect(outcome.answer).toMatch(/^localhost stands for .*, a loopback address/);
    expect(server.mails).toEqual([]);
  });

  it('on the same machine may be given the mail in clear', async () => {
    const { server, to } = await mailServer({ authOptional: true, hideSTARTTLS: true, secure: false }, 'none');
    const outcome = await trusting.send(message(), { ...to(), secrets: {} });
    expect(outcome.ok).toBe(true);
    expect(server.mails).toMatchObject([{ isSecured: false, user: '' }]);
  });
});

describe('something that is no mail server', () => {
  const start = async (onConnection: (socket: Socket) => void) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      onConnection(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stopping.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    const { port } = server.address() as { port: number };
    const settings = { kind: 'email' as const, host: '127.0.0.1', port, security: 'none' as const };
    return (changes: Partial<Target<'email'>> = {}) =>
      target<'email'>({ ...settings, from: 'a@example.org', to: ['b@example.org'] }, {}, changes);
  };

  it('and says nothing is given up when the attempt is over', async () => {
    const to = await start(() => {});
    const outcome = await emailChannel().send(message(), to({ signal: AbortSignal.timeout(300) }));
    expect(outcome).toMatchObject({
      ok: false,
      permanent: false,
      answer: expect.stringMatching(/did not answer in time/),
    });
  });

  it('and cuts the connection may come back', async () => {
    const to = await start((socket) => socket.destroy());
    const outcome = await emailChannel().send(message(), to());
    expect(outcome).toMatchObject({ ok: false, permanent: false, answer: expect.stringMatching(/cut the connection/) });
  });

  it('and refuses the connection may come back', async () => {
    const to = await start(() => {});
    await stopping.pop()!();
    const outcome = await emailChannel().send(message(), to());
    expect(outcome).toMatchObject({
      ok: false,
      permanent: false,
      answer: expect.stringMatching(/refused the connection/),
    });
  });
});

function refusing(codes: Readonly<Record<string, number>>): SMTPServerOptions['onRcptTo'] {
  return ({ address }, _session, done) => {
    const code = codes[address];
    done(code === undefined ? null : refusal(code, `No room for ${address}`));
  };
}
