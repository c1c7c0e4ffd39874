import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChannelInput, ChannelList, ChannelView } from '@lockstep/contracts';
import type { ChannelConfigured } from '@lockstep/domain';
import { startNotifyServer, type NotifyServer } from '../testing/notify-server.ts';
import { answer } from '../testing/sink.ts';
import { changeNotify } from './notify-log.ts';

jest.setTimeout(60_000);

let notify: NotifyServer;
beforeAll(async () => void (notify = await startNotifyServer()));
afterAll(() => notify?.close());

const secretRows = async (channel: string) =>
  (await notify.server.pool.query('SELECT name FROM channel_secret WHERE channel = $1 ORDER BY 1', [channel])).rows.map(
    ({ name }) => name,
  );

const MAIL = { kind: 'email', host: '10.0.0.25', port: 25, security: 'none', from: 'a@example.org', to: ['b@example.org'] }; // prettier-ignore

describe('a channel', () => {
  it('sends a test at once, with its secrets, and shows what the other side answered, without them', async () => {
    notify.sink.answer((response, { headers }) => response.writeHead(202).end(`hello ${headers.authorization}`));
    const secrets = { bearer: 'token-1234567890', signingKey: 'a key' };
    const channel = await notify.make(notify.aWebhook({ secrets }));
    expect(channel).toMatchObject({ holds: ['bearer', 'signingKey', 'url'], version: 1, changedBy: 'admin' });
    const said = await notify.test(channel.id);
    expect(said).toEqual({ ok: true, ms: expect.any(Number), answer: 'HTTP 202: hello Bearer …' });
    expect(notify.sink.received.at(-1)!.headers.authorization).toBe('Bearer token-1234567890');
    expect(notify.sink.received.at(-1)!.headers['x-lockstep-signature']).toEqual(expect.any(String));

    notify.sink.answer(answer(410, 'gone for good'));
    expect(await notify.test(channel.id)).toMatchObject({ ok: false, answer: 'HTTP 410: gone for good' });
    expect((await notify.ask('POST', '/channels/nobody/test')).status).toBe(404);
    notify.sink.answer(answer(200, 'ok'));
  });

  it('keeps a secret that is not said, takes a new one, loses one that is null; the old ones are gone from the table', async () => {
    const channel = await notify.make(notify.aWebhook({ secrets: { bearer: 'the first one', signingKey: 'a key' } }));
    const put = (secrets?: object) =>
      notify.ask<ChannelView>('PUT', `/channels/${channel.id}`, { ...notify.aWebhook(), ...(secrets && { secrets }) });
    const sentBearer = async () => {
      await notify.test(channel.id);
      return notify.sink.received.at(-1)!.headers.authorization;
    };
    expect((await put()).body).toMatchObject({ version: 2, holds: ['bearer', 'signingKey', 'url'] });
    expect(await sentBearer()).toBe('Bearer the first one');
    await put({ bearer: 'the second one' });
    expect(await sentBearer()).toBe('Bearer the second one');
    expect(await secretRows(channel.id)).toEqual(['bearer', 'signingKey', 'url']);
    expect((await put({ bearer: null })).body.holds).toEqual(['signingKey', 'url']);
    expect(await sentBearer()).toBeUndefined();
    expect(await secretRows(channel.id)).toEqual(['signingKey', 'url']);

    expect((await notify.ask('DELETE', `/channels/${channel.id}`)).status).toBe(204);
    expect(await secretRows(channel.id)).toEqual([]);
    expect((await notify.ask('PUT', `/channels/${channel.id}`, notify.aWebhook())).status).toBe(404);
  });

  it('of a webhook keeps its address secret, for a token may be in it, and shows the host', async () => {
    const settings = { kind: 'webhook' as const, url: `${notify.sink.url}/hook?token=t0psecret-1` };
    const made = await notify.make(notify.aWebhook({ settings }));
    const shown = { kind: 'webhook', url: notify.sink.url };
    expect(made).toMatchObject({ settings: shown, holds: ['url'] });
    const { rows } = await notify.server.pool.query(
      `SELECT data::text FROM log.events WHERE data::text LIKE '%t0psecret%'`,
    );
    expect(rows).toEqual([]);
    expect(notify.answers.join()).not.toContain('t0psecret');

    const path = async () => {
      expect(await notify.test(made.id)).toMatchObject({ ok: true });
      return notify.sink.received.at(-1)!.path;
    };
    expect(await path()).toBe('/hook?token=t0psecret-1');
    // As it is shown, or not at all: it stays.
    for (const settings of [shown, { kind: 'webhook' }]) {
      await notify.ask('PUT', `/channels/${made.id}`, { ...notify.aWebhook(), settings });
      expect(await path()).toBe('/hook?token=t0psecret-1');
    }
    const secrets = { url: `${notify.sink.url}/other?token=t0psecret-2` };
    await notify.ask('PUT', `/channels/${made.id}`, { ...notify.aWebhook(), settings: { kind: 'webhook' }, secrets });
    expect(await path()).toBe('/other?token=t0psecret-2');
    const none = { ...notify.aWebhook(), settings: { kind: 'webhook' } };
    expect(await notify.refusal('POST', '/channels', none)).toEqual([422, 'secrets.url']);
  });

  it('of a webhook that was set up when the address was no secret works on, shows the host, and hides it with the next change', async () => {
    const { store } = notify.server.database;
    const url = `${notify.sink.url}/old?token=t0psecret-3`;
    const data = { id: 'old', name: 'old', settings: { kind: 'webhook', url }, secrets: {}, enabled: true };
    const { event } = await changeNotify(store, Date.now, () => ({
      type: 'ChannelConfigured' as const,
      data: { ...data, allowPrivate: true, version: 1, by: 'ada' } as ChannelConfigured,
    }));
    expect(event.data.settings).toEqual({ kind: 'webhook', url });
    const seen = async () =>
      (await notify.ask<ChannelList>('GET', '/channels')).body.items.find(({ id }) => id === 'old')!;
    expect(await seen()).toMatchObject({ settings: { url: notify.sink.url }, holds: ['url'] });
    const works = async () => {
      expect(await notify.test('old')).toMatchObject({ ok: true });
      expect(notify.sink.received.at(-1)!.path).toBe('/old?token=t0psecret-3');
    };
    await works();
    const { body } = await notify.ask<ChannelView>('PUT', '/channels/old', {
      ...data,
      allowPrivate: true,
      settings: { kind: 'webhook' },
    });
    expect(body).toMatchObject({ version: 2, holds: ['url'], settings: { url: notify.sink.url } });
    expect(await secretRows('old')).toEqual(['url']);
    await works();
  });

  it('asks for its secrets again when it leads elsewhere', async () => {
    const { id } = await notify.make(notify.aWebhook({ secrets: { bearer: 'for the first place' } }));
    const elsewhere = notify.aWebhook({ settings: { kind: 'webhook', url: 'https://elsewhere.example/' } });
    expect(await notify.refusal('PUT', `/channels/${id}`, elsewhere)).toEqual([422, 'secrets.bearer']);
    const samePlace = notify.aWebhook({ settings: { kind: 'webhook', url: `${notify.sink.url}/another-path` } });
    expect((await notify.ask('PUT', `/channels/${id}`, samePlace)).status).toBe(200);
    expect((await notify.ask('PUT', `/channels/${id}`, { ...elsewhere, secrets: { bearer: null } })).status).toBe(200);
  });

  it('does not reach into the private network unless it is allowed to', async () => {
    const { id } = await notify.make(notify.aWebhook({ allowPrivate: true }));
    // Of before an address of this machine was refused as soon as it is said.
    await changeNotify(notify.server.database.store, Date.now, (book) => ({
      type: 'ChannelConfigured' as const,
      data: { ...book.channels.get(id)!, allowPrivate: false, by: 'ada' } as ChannelConfigured,
    }));
    const before = notify.sink.received.length;
    expect(await notify.test(id)).toMatchObject({ ok: false, answer: expect.stringContaining('127.0.0.1') });
    expect(notify.sink.received).toHaveLength(before);
  });

  it.each<[string, (input: ChannelInput) => object, number, string]>([
    ['has no address', (input) => ({ ...input, settings: { kind: 'webhook', url: 'ftp://x' } }), 422, 'settings.url'],
    ['hides a password in it', (input) => ({ ...input, settings: { kind: 'webhook', url: 'https://a:b@c.example/' } }), 422, 'settings.url'], // prettier-ignore
    ['leads to this machine', (input) => ({ ...input, allowPrivate: false }), 422, 'settings.url'],
    ['leads to a private mail server', (input) => ({ ...input, allowPrivate: false, settings: MAIL, secrets: {} }), 422, 'settings.host'], // prettier-ignore
    ['hides such an address in a secret', (input) => ({ ...input, allowPrivate: false, settings: { kind: 'slack' }, secrets: { url: 'https://[::1]/x' } }), 422, 'secrets.url'], // prettier-ignore
    ['lacks its secret', (input) => ({ ...input, settings: { kind: 'slack' }, secrets: {} }), 422, 'secrets.url'],
    ['has one of another kind', (input) => ({ ...input, secrets: { password: 'x' } }), 422, 'secrets.password'],
    ['has no name', (input) => ({ ...input, name: ' ' }), 422, 'name'],
    ['has the name of another', (input) => ({ ...input, name: 'THE ONE' }), 409, 'name'],
  ])('that %s is refused, and leaves no secret behind', async (_what, spoil, status, field) => {
    const { body } = await notify.ask<ChannelList>('GET', '/channels');
    if (!body.items.some(({ name }) => name === 'the one')) await notify.make(notify.aWebhook({ name: 'the one' }));
    const count = async () =>
      (await notify.server.pool.query('SELECT count(*)::int AS n FROM channel_secret')).rows[0].n;
    const before = await count();
    const input = spoil(notify.aWebhook({ secrets: { bearer: 'not to be kept' } }));
    expect(await notify.refusal('POST', '/channels', input)).toEqual([status, field]);
    expect(await count()).toBe(before);
  });

  it('changed by two administrators at once obeys one of them', async () => {
    const channel = await notify.make(notify.aWebhook());
    const put = (bearer: string) =>
      notify.ask('PUT', `/channels/${channel.id}`, { ...notify.aWebhook(), secrets: { bearer }, basedOn: 1 });
    const said = await Promise.all(['one', 'two', 'three'].map(put));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await secretRows(channel.id)).toEqual(['bearer', 'url']);
    const winner = ['one', 'two', 'three'][said.findIndex(({ status }) => status === 200)];
    await notify.test(channel.id);
    expect(notify.sink.received.at(-1)!.headers.authorization).toBe(`Bearer ${winner}`);
    expect(await notify.refusal('PUT', `/channels/${channel.id}`, { ...notify.aWebhook(), basedOn: 1 })).toEqual([
      409,
      'basedOn',
    ]);
  });
});
