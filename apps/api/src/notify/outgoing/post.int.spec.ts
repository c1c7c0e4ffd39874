import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome, Target } from '../message.ts';
import { makeCertificate } from '../testing/certificates.ts';
import { message, target } from '../testing/messages.ts';
import { answer, hang, startSink } from '../testing/sink.ts';
import { slack } from '../slack/slack.ts';
import { teams } from '../teams/teams.ts';
import { webhook } from '../webhook/webhook.ts';
import { post, READ_BYTES } from './post.ts';
import { outcomeOf } from './outcome.ts';

let sink: Awaited<ReturnType<typeof startSink>>;
beforeEach(async () => {
  sink = await startSink();
});
afterEach(() => sink.stop());

const sendTo = (url: string, changes: Partial<Target<'webhook'>> = {}): Promise<Outcome> =>
  webhook.send(message(), target({ kind: 'webhook', url }, {}, changes));
const limits = { connectMs: 300, headersMs: 300, bodyMs: 300 };
const signal = () => AbortSignal.timeout(5_000);
const postTo = (url: string, changes = {}) =>
  post({ url, headers: {}, body: '{}', allowPrivate: true, signal: signal(), limits, ...changes });

describe('another side that answers', () => {
  it('has what was sent, whole', async () => {
    expect(await sendTo(`${sink.url}/hook?a=1`)).toEqual({ ok: true, answer: 'HTTP 200: ok' });
    const [request] = sink.received;
    expect(request).toMatchObject({ method: 'POST', path: '/hook?a=1' });
    expect(request!.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': message().key });
    expect(JSON.parse(request!.body)).toMatchObject({ version: '4', receiver: 'On call' });
  });

  it('429 is left alone for as long as it asks', async () => {
    sink.answer(answer(429, 'slow down', { 'Retry-After': '17' }));
    const outcome = { ok: false, permanent: false, answer: 'HTTP 429: slow down', retryAfterMs: 17_000 };
    expect(await sendTo(sink.url)).toEqual(outcome);
  });

  it('with a redirect is not followed', async () => {
    sink.answer(answer(307, '', { Location: `${sink.url}/elsewhere?token=abc` }));
    const words = `HTTP 307: it redirects to ${sink.url}/elsewhere, and redirects are not followed.`;
    expect(await sendTo(sink.url)).toEqual({ ok: false, permanent: true, answer: words });
    expect(sink.received).toHaveLength(1);
  });

  it('without end is read to the limit, and no further', async () => {
    let written = 0;
    sink.answer((response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(8_192))) written += 8_192;
      };
      response.on('drain', more);
      response.on('error', () => {});
      more();
    });
    const outcome = await sendTo(sink.url);
    expect(outcome.ok).toBe(true);
    expect(outcome.answer.length).toBe(300);
    // What the system's buffers took is the sender's, not ours.
    expect(written).toBeLessThan(64 * READ_BYTES);
  });

  it('and then says nothing more has answered all the same', async () => {
    sink.answer((response) => response.writeHead(202).write('acce'));
    expect(outcomeOf(await postTo(sink.url), target({ kind: 'slack' }))).toEqual({
      ok: true,
      answer: 'HTTP 202: acce',
    });
  });

  it('and breaks off in the middle has answered all the same', async () => {
    sink.answer((response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await sendTo(sink.url)).toEqual({ ok: true, answer: 'HTTP 200: half' });
  });

  it('slowly is waited for', async () => {
    sink.answer((response) => setTimeout(() => response.end('at last'), 150));
    expect(await sendTo(sink.url)).toEqual({ ok: true, answer: 'HTTP 200: at last' });
  });
});

describe('another side that does not answer', () => {
  it('is given up in time, though it took the message', async () => {
    sink.answer(hang);
    const { trouble } = (await postTo(`${sink.url}/secret`)) as { trouble: unknown };
    const text = `127.0.0.1:${sink.port} took the message and did not answer in time.`;
    expect(trouble).toEqual({ permanent: false, text });
  });

  it('is given up when the attempt is over', async () => {
    sink.answer(hang);
    const outcome = await sendTo(sink.url, { signal: AbortSignal.timeout(100) });
    expect(outcome).toEqual({ ok: false, permanent: false, answer: `127.0.0.1:${sink.port} did not answer in time.` });
  });

  it('may come back: it refused the connection', async () => {
    const { port } = sink;
    await sink.stop();
    const words = `127.0.0.1:${port} refused the connection.`;
    expect(await sendTo(`http://127.0.0.1:${port}`)).toEqual({ ok: false, permanent: false, answer: words });
    sink = await startSink();
  });

  it('may come back: it cut the connection', async () => {
    sink.answer((response) => response.destroy());
    const words = `127.0.0.1:${sink.port} cut the connection.`;
    expect(await sendTo(sink.url)).toEqual({ ok: false, permanent: false, answer: words });
  });

  it('may come back: it does not speak HTTP, or not the TLS that was asked for', async () => {
    const chatter = await startRaw((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    expect(await sendTo(`http://127.0.0.1:${chatter.port}`)).toMatchObject({ ok: false, permanent: false });
    expect(await sendTo(`https://127.0.0.1:${sink.port}`)).toMatchObject({ ok: false, permanent: false });
    await chatter.stop();
  });

  it('is given up in time: it takes the connection and secures nothing', async () => {
    const silent = await startRaw(() => {});
    const { trouble } = (await postTo(`https://127.0.0.1:${silent.port}`)) as { trouble: { text: string } };
    expect(trouble.text).toBe(`127.0.0.1:${silent.port} could not be reached in time.`);
    await silent.stop();
  });
});

describe('a private address', () => {
  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])('is not asked for, as %s', async (host) => {
    const outcome = await sendTo(`http://${host}:${sink.port}/hook`, { allowPrivate: false });
    expect(outcome).toMatchObject({ ok: false, permanent: true });
    expect(outcome.answer).toContain('a loopback address');
    expect(sink.received).toEqual([]);
  });

  it('is not reached by a name that changes its mind after it was checked', async () => {
    const answers = ['127.0.0.1', '127.0.0.2'];
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.3', family: 4 }];
    const posted = await postTo(`http://rebinding.invalid:${sink.port}/`, { resolve });
    expect(posted).toMatchObject({ answer: { status: 200 } });
    expect(answers).toEqual(['127.0.0.2']);
    expect(sink.received[0]!.headers.host).toBe(`rebinding.invalid:${sink.port}`);
  });
});

describe('a connection by TLS', () => {
  const certificate = makeCertificate();
  const withOpenssl = certificate === null ? it.skip : it;

  withOpenssl('is made only with a certificate that is trusted', async () => {
    const secured = await startSink(answer(200, 'ok'), certificate!);
    try {
      const refused = await sendTo(secured.url);
      expect(refused).toMatchObject({ ok: false, permanent: false });
      expect(refused.answer).toMatch(/^The certificate of 127\.0\.0\.1:\d+ is not trusted/);
      expect(await postTo(secured.url, { ca: certificate!.cert })).toMatchObject({ answer: { status: 200 } });
      expect(secured.received).toHaveLength(1);
    } finally {
      await secured.stop();
    }
  });
});

describe('an address that is the secret', () => {
  it.each([
    ['slack', slack, answer(404, 'no_service')],
    ['teams', teams, answer(400, 'bad card')],
  ] as const)('of %s is in no answer, whatever the other side echoes or fails at', async (kind, channel, refusing) => {
    const url = `${sink.url}/services/T000/abcdefghijklmnop?sig=0123456789abcdef`;
    const to = () => target({ kind }, { url }, { signal: signal() }) as never;
    sink.answer((response, { path, headers }) =>
      response.writeHead(500).end(`you asked http://${headers.host}${path}, that is ${JSON.stringify(path)}`),
    );
    const outcomes = [await channel.send(message(), to())];
    sink.answer((response, { path }) => response.writeHead(302, { Location: `https://else.example${path}` }).end());
    outcomes.push(await channel.send(message(), to()));
    sink.answer((response) => response.destroy());
    outcomes.push(await channel.send(message(), to()));
    sink.answer(refusing);
    outcomes.push(await channel.send(message(), to()));
    expect(JSON.stringify(outcomes)).not.toMatch(/abcdefghijklmnop|0123456789abcdef|T000/);
    expect(outcomes.map((outcome) => !outcome.ok && outcome.permanent)).toEqual([false, true, false, true]);
  });

  it('must be there', async () => {
    expect(await slack.send(message(), target({ kind: 'slack' }))).toMatchObject({ ok: false, permanent: true });
    expect(await teams.send(message(), target({ kind: 'teams' }))).toMatchObject({ ok: false, permanent: true });
  });
});

describe('a webhook', () => {
  it('is signed and has its bearer, where these are set', async () => {
    const secrets = { signingKey: 'key of both', bearer: 'abc.def' };
    await webhook.send(message(), target({ kind: 'webhook', url: sink.url }, secrets));
    expect(sink.received[0]!.headers).toMatchObject({
      authorization: 'Bearer abc.def',
      'x-lockstep-signature': expect.stringMatching(/^t=1772440200,v1=[0-9a-f]{64}$/),
    });
    await sendTo(sink.url);
    expect(sink.received[1]!.headers).not.toHaveProperty('x-lockstep-signature');
    expect(sink.received[1]!.headers).not.toHaveProperty('authorization');
  });
});

describe('a secret that cannot be sent', () => {
  it('is not mended by trying again, and not told', async () => {
    const to = target({ kind: 'webhook', url: sink.url }, { bearer: 'abc\ndef-12345' });
    const outcome = await webhook.send(message(), to);
    expect(outcome).toMatchObject({
      ok: false,
      permanent: true,
      answer: expect.stringContaining('a header would have'),
    });
    expect(outcome.answer).not.toContain('def-12345');
  });
});

async function startRaw(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, stop };
}
