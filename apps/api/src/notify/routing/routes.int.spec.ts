import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChannelList, DigestView, Problem, RouteInput, RouteList, RouteView } from '@lockstep/contracts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { ConfigureChannel } from './configure-channel.ts';
import { readNotifyBook } from './notify-log.ts';
import { tellOnCall } from './tell-on-call.ts';
import { startNotifyServer, type NotifyServer } from '../testing/notify-server.ts';

jest.setTimeout(60_000);

let notify: NotifyServer;
beforeAll(async () => void (notify = await startNotifyServer()));
afterAll(() => notify?.close());

const aRoute = (over: Partial<RouteInput> = {}): object => ({
  name: 'Night',
  matchers: [{ severity: 'critical' }],
  channels: [],
  hours: null,
  ...over,
});

describe('a fresh server', () => {
  it('has one route for everything, which leads nowhere yet, no channel, and no key on the disk', async () => {
    const { body } = await notify.ask<RouteList>('GET', '/routes');
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
    expect(body.untold).toBe(0);
    expect((await notify.ask<ChannelList>('GET', '/channels')).body).toEqual({ items: [] });
    expect((await notify.ask<DigestView>('GET', '/digest')).body).toMatchObject({ every: 'never', channels: [] });
    await expect(stat(join(notify.folder, 'secrets'))).rejects.toThrow('ENOENT');
    expect(notify.lines.filter((line) => line.startsWith('alerts are told to nobody'))).toHaveLength(1);
  });
});

describe('a demo', () => {
  it('begins with one channel in the browser and the route to it; what was set up or taken away since stays so', async () => {
    const demo = await startTestServer({ demo: true });
    try {
      const book = await readNotifyBook(demo.database.store);
      const [channel] = [...book.channels.values()];
      expect([channel?.name, channel?.settings, book.channels.size]).toEqual(['On-call', { kind: 'browser' }, 1]);
      expect(book.routes.map(({ name, channels }) => [name, channels])).toEqual([['Everything', [channel!.id]]]);

      await tellOnCall(demo.app.nest.get(ConfigureChannel), demo.database.store);
      expect((await readNotifyBook(demo.database.store)).position).toBe(book.position);
    } finally {
      await demo.close();
    }
  });
});

describe('routes', () => {
  it('lead to channels that there are, which cannot be removed meanwhile', async () => {
    const { id } = await notify.make(notify.aWebhook());
    expect(await notify.refusal('POST', '/routes', aRoute({ channels: [id, 'nobody'] }))).toEqual([422, 'channels.1']);
    const escalation = [{ afterMs: 600_000, channels: ['nobody'], repeatMs: null }];
    expect(await notify.refusal('POST', '/routes', aRoute({ escalation }))).toEqual([422, 'escalation.0.channels.0']);
    expect(await notify.refusal('POST', '/routes', aRoute({ groupWaitMs: -1 }))).toEqual([422, 'groupWaitMs']);

    const route = (await notify.ask<RouteView>('POST', '/routes', aRoute({ channels: [id] }))).body;
    expect(route).toMatchObject({ name: 'Night', channels: [id], place: 1, groupWaitMs: 30_000, version: 1 });
    const removal = await notify.ask<Problem>('DELETE', `/channels/${id}`);
    expect([removal.status, removal.body.detail]).toEqual([
      409,
      'The route Night leads to it. Take it out there first.',
    ]);
    const inEscalation = aRoute({ escalation: [{ ...escalation[0]!, channels: [id] }] });
    await notify.ask('PUT', `/routes/${route.id}`, inEscalation);
    expect((await notify.ask('DELETE', `/channels/${id}`)).status).toBe(409);
    expect((await notify.ask('DELETE', `/routes/${route.id}`)).status).toBe(204);

    const digest = { every: 'week', at: '08:00', timeZone: 'Europe/Berlin', channels: [id] };
    expect((await notify.ask<DigestView>('PUT', '/digest', digest)).body).toEqual({ ...digest, version: 2 });
    expect((await notify.ask('DELETE', `/channels/${id}`)).status).toBe(409);
    expect(await notify.refusal('PUT', '/digest', { ...digest, basedOn: 1 })).toEqual([409, 'basedOn']);
    expect(await notify.refusal('PUT', '/digest', { ...digest, timeZone: 'Mars/Base' })).toEqual([422, 'timeZone']);
    await notify.ask('PUT', '/digest', { ...digest, channels: [] });
    expect((await notify.ask('DELETE', `/channels/${id}`)).status).toBe(204);
  });

  it('are tried in the order that people give them, of which each is named once', async () => {
    const a = (await notify.ask<RouteView>('POST', '/routes', aRoute({ name: 'A' }))).body.id;
    const b = (await notify.ask<RouteView>('POST', '/routes', aRoute({ name: 'B' }))).body.id;
    const order = [b, 'everything', a];
    const { body } = await notify.ask<RouteList>('POST', '/routes/order', { order });
    expect(body.items.map(({ id, place }) => [id, place])).toEqual(order.map((id, place) => [id, place]));
    expect((await notify.ask<RouteList>('GET', '/routes')).body).toEqual(body);
    expect(await notify.refusal('POST', '/routes/order', { order: [b, b, a] })).toEqual([422, 'order.1']);
    expect(await notify.refusal('POST', '/routes/order', { order: [b, 'nobody', a] })).toEqual([422, 'order.1']);
    expect(await notify.refusal('POST', '/routes/order', { order: [b, a] })).toEqual([409, 'order']);

    const puts = [1, 2].map((n) => notify.ask('PUT', `/routes/${a}`, { ...aRoute({ name: `A${n}` }), basedOn: 1 }));
    expect((await Promise.all(puts)).map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const id of [a, b]) expect((await notify.ask('DELETE', `/routes/${id}`)).status).toBe(204);
    expect((await notify.ask('DELETE', '/routes/everything')).status).toBe(409);
    expect((await notify.ask('PUT', '/routes/nobody', aRoute())).status).toBe(404);
  });
});
