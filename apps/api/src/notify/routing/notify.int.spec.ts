import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  ChannelInput,
  ChannelList,
  ChannelTest,
  ChannelView,
  DeliveryList,
  DeliveryView,
  DigestView,
  Problem,
  RouteInput,
  RouteList,
  RouteView,
} from '@lockstep/contracts';
import type { Log } from '../../logging/log.ts';
import { eventually } from '../../testing/eventually.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { queueRows } from '../delivery/outbox-rows.ts';
import { queueEvent } from '../delivery/testing/outbox.ts';
import { answer, startSink } from '../testing/sink.ts';

jest.setTimeout(60_000);

const SECRETS = {
  bearer: 'bearer-Xq7/+of-the-hook==',
  signingKey: 'signing-key-9f8e7d6c5b4a',
  url: 'https://hooks.slack.example/services/T000/B000/tOpSeCrEt123',
  password: 'pass&word of the mail server',
};

const lines: string[] = [];
const say = (facts: object, message: string) => void lines.push(`${message} ${inspect(facts, { depth: 10 })}`);
const log: Log = { debug: say, info: say, warn: say, error: say };
/** Every answer that was given to anybody. */
const answers: string[] = [];

let folder: string;
let server: TestServer;
let sink: Awaited<ReturnType<typeof startSink>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-notify-'));
  server = await startTestServer({ dataFolder: folder }, log);
  sink = await startSink();
});
afterAll(async () => {
  await server?.close();
  await sink?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { cookie: server.adminCookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const said = await response.text();
  answers.push(said);
  return { status: response.status, body: (said === '' ? null : JSON.parse(said)) as T };
}
async function refusal(method: string, path: string, body?: unknown): Promise<[number, string | undefined]> {
  const { status, body: problem } = await ask<Problem>(method, path, body);
  return [status, problem.field];
}
let made = 0;
const aWebhook = (over: Partial<ChannelInput> = {}): ChannelInput => ({
  name: `hook ${++made}`,
  settings: { kind: 'webhook', url: `${sink.url}/hook` },
  enabled: true,
  allowPrivate: true,
  ...over,
});
async function make(input: ChannelInput): Promise<ChannelView> {
  const { status, body } = await ask<ChannelView>('POST', '/channels', input);
  expect([status, body]).toEqual([201, expect.anything()]);
  return body;
}
const test = async (id: string) => (await ask<ChannelTest>('POST', `/channels/${id}/test`)).body;
const aRoute = (over: Partial<RouteInput> = {}): object => ({
  name: 'Night',
  matchers: [{ severity: 'critical' }],
  channels: [],
  hours: null,
  ...over,
});
const secretRows = async (channel: string) =>
  (await server.pool.query('SELECT name FROM channel_secret WHERE channel = $1 ORDER BY 1', [channel])).rows.map(
    ({ name }) => name,
  );

/** As the consumer of alerts does: into the log, then into the outbox. */
async function queue(channel: string, key: string): Promise<void> {
  await queueRows(server.pool, [await queueEvent(server.database.store, { channel, group: key, key, at: Date.now() })]);
}

describe('a fresh server', () => {
  it('has one route for everything, which leads nowhere yet, no channel, and no key on the disk', async () => {
    const { body } = await ask<RouteList>('GET', '/routes');
    expect(body.items).toEqual([
      expect.objectContaining({
        id: 'everything',
        name: 'Everything',
        matchers: [],
        channels: [],
        place: 0,
        version: 1,
      }),
    ]);
    expect((await ask<ChannelList>('GET', '/channels')).body).toEqual({ items: [] });
    expect((await ask<DigestView>('GET', '/digest')).body).toMatchObject({ every: 'never', channels: [] });
    await expect(stat(join(folder, 'secrets'))).rejects.toThrow('ENOENT');
    expect(lines.filter((line) => line.startsWith('alerts are told to nobody'))).toHaveLength(1);
  });
});

describe('a channel', () => {
  it('sends a test at once, with its secrets, and shows what the other side answered, without them', async () => {
    sink.answer((response, { headers }) => response.writeHead(202).end(`hello ${headers.authorization}`));
    const secrets = { bearer: 'token-1234567890', signingKey: 'a key' };
    const channel = await make(aWebhook({ secrets }));
    expect(channel).toMatchObject({ holds: ['bearer', 'signingKey'], version: 1, changedBy: 'admin' });
    const said = await test(channel.id);
    expect(said).toEqual({ ok: true, ms: expect.any(Number), answer: 'HTTP 202: hello Bearer …' });
    expect(sink.received.at(-1)!.headers.authorization).toBe('Bearer token-1234567890');
    expect(sink.received.at(-1)!.headers['x-lockstep-signature']).toEqual(expect.any(String));

    sink.answer(answer(410, 'gone for good'));
    expect(await test(channel.id)).toMatchObject({ ok: false, answer: 'HTTP 410: gone for good' });
    expect((await ask('POST', '/channels/nobody/test')).status).toBe(404);
    sink.answer(answer(200, 'ok'));
  });

  it('keeps a secret that is not said, takes a new one, loses one that is null; the old ones are gone from the table', async () => {
    const channel = await make(aWebhook({ secrets: { bearer: 'the first one', signingKey: 'a key' } }));
    const put = (secrets?: object) =>
      ask<ChannelView>('PUT', `/channels/${channel.id}`, { ...aWebhook(), ...(secrets && { secrets }) });
    const sentBearer = async () => {
      await test(channel.id);
      return sink.received.at(-1)!.headers.authorization;
    };
    expect((await put()).body).toMatchObject({ version: 2, holds: ['bearer', 'signingKey'] });
    expect(await sentBearer()).toBe('Bearer the first one');
    await put({ bearer: 'the second one' });
    expect(await sentBearer()).toBe('Bearer the second one');
    expect(await secretRows(channel.id)).toEqual(['bearer', 'signingKey']);
    expect((await put({ bearer: null })).body.holds).toEqual(['signingKey']);
    expect(await sentBearer()).toBeUndefined();
    expect(await secretRows(channel.id)).toEqual(['signingKey']);

    expect((await ask('DELETE', `/channels/${channel.id}`)).status).toBe(204);
    expect(await secretRows(channel.id)).toEqual([]);
    expect((await ask('PUT', `/channels/${channel.id}`, aWebhook())).status).toBe(404);
  });

  it('asks for its secrets again when it leads elsewhere', async () => {
    const { id } = await make(aWebhook({ secrets: { bearer: 'for the first place' } }));
    const elsewhere = aWebhook({ settings: { kind: 'webhook', url: 'https://elsewhere.example/' } });
    expect(await refusal('PUT', `/channels/${id}`, elsewhere)).toEqual([422, 'secrets.bearer']);
    const samePlace = aWebhook({ settings: { kind: 'webhook', url: `${sink.url}/another-path` } });
    expect((await ask('PUT', `/channels/${id}`, samePlace)).status).toBe(200);
    expect((await ask('PUT', `/channels/${id}`, { ...elsewhere, secrets: { bearer: null } })).status).toBe(200);
  });

  it('does not reach into the private network unless it is allowed to', async () => {
    const { id } = await make(aWebhook({ allowPrivate: false }));
    const before = sink.received.length;
    expect(await test(id)).toMatchObject({ ok: false, answer: expect.stringContaining('127.0.0.1') });
    expect(sink.received).toHaveLength(before);
  });

  it.each<[string, (input: ChannelInput) => object, number, string]>([
    ['has no address', (input) => ({ ...input, settings: { kind: 'webhook', url: 'ftp://x' } }), 422, 'settings.url'],
    ['hides a password in it', (input) => ({ ...input, settings: { kind: 'webhook', url: 'https://a:b@c.example/' } }), 422, 'settings.url'], // prettier-ignore
    ['lacks its secret', (input) => ({ ...input, settings: { kind: 'slack' }, secrets: {} }), 422, 'secrets.url'],
    ['has one of another kind', (input) => ({ ...input, secrets: { password: 'x' } }), 422, 'secrets.password'],
    ['has no name', (input) => ({ ...input, name: ' ' }), 422, 'name'],
    ['has the name of another', (input) => ({ ...input, name: 'THE ONE' }), 409, 'name'],
  ])('that %s is refused, and leaves no secret behind', async (_what, spoil, status, field) => {
    const { body } = await ask<ChannelList>('GET', '/channels');
    if (!body.items.some(({ name }) => name === 'the one')) await make(aWebhook({ name: 'the one' }));
    const count = async () => (await server.pool.query('SELECT count(*)::int AS n FROM channel_secret')).rows[0].n;
    const before = await count();
    const input = spoil(aWebhook({ secrets: { bearer: 'not to be kept' } }));
    expect(await refusal('POST', '/channels', input)).toEqual([status, field]);
    expect(await count()).toBe(before);
  });

  it('changed by two administrators at once obeys one of them', async () => {
    const channel = await make(aWebhook());
    const put = (bearer: string) =>
      ask('PUT', `/channels/${channel.id}`, { ...aWebhook(), secrets: { bearer }, basedOn: 1 });
    const said = await Promise.all(['one', 'two', 'three'].map(put));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await secretRows(channel.id)).toEqual(['bearer']);
    const winner = ['one', 'two', 'three'][said.findIndex(({ status }) => status === 200)];
    await test(channel.id);
    expect(sink.received.at(-1)!.headers.authorization).toBe(`Bearer ${winner}`);
    expect(await refusal('PUT', `/channels/${channel.id}`, { ...aWebhook(), basedOn: 1 })).toEqual([409, 'basedOn']);
  });
});

describe('routes', () => {
  it('lead to channels that there are, which cannot be removed meanwhile', async () => {
    const { id } = await make(aWebhook());
    expect(await refusal('POST', '/routes', aRoute({ channels: [id, 'nobody'] }))).toEqual([422, 'channels.1']);
    const escalation = [{ afterMs: 600_000, channels: ['nobody'], repeatMs: null }];
    expect(await refusal('POST', '/routes', aRoute({ escalation }))).toEqual([422, 'escalation.0.channels.0']);
    expect(await refusal('POST', '/routes', aRoute({ groupWaitMs: -1 }))).toEqual([422, 'groupWaitMs']);

    const route = (await ask<RouteView>('POST', '/routes', aRoute({ channels: [id] }))).body;
    expect(route).toMatchObject({ name: 'Night', channels: [id], place: 1, groupWaitMs: 30_000, version: 1 });
    const removal = await ask<Problem>('DELETE', `/channels/${id}`);
    expect([removal.status, removal.body.detail]).toEqual([
      409,
      'The route Night leads to it. Take it out there first.',
    ]);
    const inEscalation = aRoute({ escalation: [{ ...escalation[0]!, channels: [id] }] });
    await ask('PUT', `/routes/${route.id}`, inEscalation);
    expect((await ask('DELETE', `/channels/${id}`)).status).toBe(409);
    expect((await ask('DELETE', `/routes/${route.id}`)).status).toBe(204);

    const digest = { every: 'week', at: '08:00', timeZone: 'Europe/Berlin', channels: [id] };
    expect((await ask<DigestView>('PUT', '/digest', digest)).body).toEqual({ ...digest, version: 2 });
    expect((await ask('DELETE', `/channels/${id}`)).status).toBe(409);
    expect(await refusal('PUT', '/digest', { ...digest, basedOn: 1 })).toEqual([409, 'basedOn']);
    expect(await refusal('PUT', '/digest', { ...digest, timeZone: 'Mars/Base' })).toEqual([422, 'timeZone']);
    await ask('PUT', '/digest', { ...digest, channels: [] });
    expect((await ask('DELETE', `/channels/${id}`)).status).toBe(204);
  });

  it('are tried in the order that people give them, of which each is named once', async () => {
    const a = (await ask<RouteView>('POST', '/routes', aRoute({ name: 'A' }))).body.id;
    const b = (await ask<RouteView>('POST', '/routes', aRoute({ name: 'B' }))).body.id;
    const order = [b, 'everything', a];
    const { body } = await ask<RouteList>('POST', '/routes/order', { order });
    expect(body.items.map(({ id, place }) => [id, place])).toEqual(order.map((id, place) => [id, place]));
    expect((await ask<RouteList>('GET', '/routes')).body).toEqual(body);
    expect(await refusal('POST', '/routes/order', { order: [b, b, a] })).toEqual([422, 'order.1']);
    expect(await refusal('POST', '/routes/order', { order: [b, 'nobody', a] })).toEqual([422, 'order.1']);
    expect(await refusal('POST', '/routes/order', { order: [b, a] })).toEqual([409, 'order']);

    const puts = [1, 2].map((n) => ask('PUT', `/routes/${a}`, { ...aRoute({ name: `A${n}` }), basedOn: 1 }));
    expect((await Promise.all(puts)).map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const id of [a, b]) expect((await ask('DELETE', `/routes/${id}`)).status).toBe(204);
    expect((await ask('DELETE', '/routes/everything')).status).toBe(409);
    expect((await ask('PUT', '/routes/nobody', aRoute())).status).toBe(404);
  });
});

describe('a message', () => {
  const list = async (query = '') => (await ask<DeliveryList>('GET', `/deliveries${query}`)).body;
  const becomes = (key: string, state: string) =>
    eventually(async () => {
      const found = (await list()).items.find((one) => one.key === key);
      expect(found?.state).toBe(state);
      return found!;
    });

  it('that was decided on goes out; a dead one is shown until a person puts it back, and then it goes out too', async () => {
    const channel = await make(aWebhook({ name: 'the pager' }));
    sink.answer((response, { body }) => response.writeHead(body.includes('refused') ? 410 : 202).end('said'));
    await queue(channel.id, 'taken');
    await becomes('taken', 'sent');
    await queue(channel.id, 'refused');
    const dead = await becomes('refused', 'dead');
    expect(dead).toMatchObject({ channelName: 'the pager', attempts: 1, answer: 'HTTP 410: said', nextAt: null });
    expect((await list(`?state=dead&channel=${channel.id}`)).items.map(({ key }) => key)).toEqual(['refused']);
    const views = (await ask<ChannelList>('GET', '/channels')).body.items;
    expect(views.find(({ id }) => id === channel.id)!.health).toEqual({
      lastDeliveredAt: expect.any(String),
      lastFailedAt: expect.any(String),
      lastError: 'HTTP 410: said',
      waiting: 0,
      dead: 1,
    });

    sink.answer(answer(200, 'ok'));
    const both = await Promise.all([1, 2].map(() => ask<DeliveryView>('POST', `/deliveries/${dead.id}/retry`)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await becomes('refused', 'sent')).toMatchObject({ attempts: 2, answer: 'HTTP 200: ok' });
    expect((await ask('POST', `/deliveries/${dead.id}/retry`)).status).toBe(409);
    expect((await ask('POST', '/deliveries/999999999/retry')).status).toBe(404);

    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('lockstep_notifications_total{channel="the pager",outcome="delivered"} 2');
    expect(metrics).toContain('lockstep_notifications_total{channel="the pager",outcome="dead"} 1');
    expect(metrics).toContain('lockstep_notifications_waiting 0');
  });

  it('to a channel that is off is dropped, and can be put back once it is on', async () => {
    const input = aWebhook({ enabled: false });
    const { id } = await make(input);
    await queue(id, 'to nobody');
    const dropped = await becomes('to nobody', 'dropped');
    expect(dropped).toMatchObject({ answer: 'The channel is switched off.', attempts: 0 });
    expect((await ask('POST', `/deliveries/${dropped.id}/retry`)).status).toBe(409);
    await ask('PUT', `/channels/${id}`, { ...input, enabled: true });
    expect((await ask('POST', `/deliveries/${dropped.id}/retry`)).status).toBe(200);
    await becomes('to nobody', 'sent');
  });

  it('is found page by page, newest first', async () => {
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    const keys = [...first.items, ...second.items].map(({ key }) => key);
    expect(keys).toEqual(['to nobody', 'refused', 'taken']);
    expect(second.nextCursor).toBeNull();
    expect(await refusal('GET', '/deliveries?state=lost')).toEqual([422, 'state']);
    expect(await refusal('GET', '/deliveries?cursor=x')).toEqual([422, 'cursor']);
  });
});

describe('a secret', () => {
  it('is nowhere but encrypted in its table: not in the log, in answers, in log lines, nor in any other row', async () => {
    const { bearer, signingKey, url, password } = SECRETS;
    const hook = await make(aWebhook({ secrets: { bearer, signingKey } }));
    const slack = await make(aWebhook({ settings: { kind: 'slack' }, secrets: { url }, allowPrivate: false }));
    const mail = await make(
      aWebhook({
        settings: {
          kind: 'email',
          host: '127.0.0.1',
          port: 9,
          security: 'none',
          user: 'lockstep',
          from: 'lockstep@example.org',
          to: ['help@example.org'],
        },
        secrets: { password },
      }),
    );
    sink.answer((response, { headers }) => response.writeHead(500).end(JSON.stringify(headers)));
    for (const { id } of [hook, slack, mail]) {
      expect((await test(id)).ok).toBe(false);
      await queue(id, `secret ${id}`);
      await ask('PUT', `/channels/${id}`, { name: `x${id}`, settings: { kind: 'browser' }, basedOn: 7 });
    }
    await eventually(async () => {
      const { items } = (await ask<DeliveryList>('GET', '/deliveries?state=waiting')).body;
      expect(items.filter(({ key, attempts }) => key.startsWith('secret') && attempts > 0)).toHaveLength(3);
    });
    await ask('GET', '/channels');

    const { rows: events } = await server.pool.query('SELECT data::text AS data FROM log.events');
    const { rows: outbox } = await server.pool.query('SELECT o::text AS data FROM alerts.outbox o');
    const { rows: secrets } = await server.pool.query(
      `SELECT encode(ciphertext, 'escape') AS data FROM channel_secret`,
    );
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    const everything = [...events, ...outbox, ...secrets].map(({ data }) => data as string);
    const said = [...everything, ...answers, ...lines].join('\n');
    expect(lines.some((line) => line.includes('a message could not be sent'))).toBe(true);
    for (const secret of [bearer, signingKey, url, 'tOpSeCrEt123', password, encodeURIComponent(password)])
      expect(said.includes(secret)).toBe(false);
  });

  it('is encrypted with a key that was made once, for nobody else to read', async () => {
    const file = join(folder, 'secrets', 'channel-key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700);
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toHaveLength(32);
  });
});
