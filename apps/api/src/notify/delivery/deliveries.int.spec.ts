import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChannelList, DeliveryList, DeliveryView, Problem, SystemView } from '@lockstep/contracts';
import { eventually } from '../../testing/eventually.ts';
import { startNotifyServer, type NotifyServer } from '../testing/notify-server.ts';
import { answer } from '../testing/sink.ts';

jest.setTimeout(60_000);

let notify: NotifyServer;
beforeAll(async () => void (notify = await startNotifyServer()));
afterAll(() => notify?.close());

describe('a message', () => {
  const list = async (query = '') => (await notify.ask<DeliveryList>('GET', `/deliveries${query}`)).body;
  const becomes = (key: string, state: string) =>
    eventually(async () => {
      const found = (await list()).items.find((one) => one.key === key);
      expect(found?.state).toBe(state);
      return found!;
    });

  it('that was decided on goes out; a dead one is shown until a person puts it back, and then it goes out too', async () => {
    const channel = await notify.make(notify.aWebhook({ name: 'the pager' }));
    notify.sink.answer((response, { body }) => response.writeHead(body.includes('refused') ? 410 : 202).end('said'));
    await notify.queue(channel.id, 'taken');
    await becomes('taken', 'sent');
    await notify.queue(channel.id, 'refused');
    const dead = await becomes('refused', 'dead');
    expect(dead).toMatchObject({ channelName: 'the pager', attempts: 1, answer: 'HTTP 410: said', nextAt: null });
    expect((await list(`?state=dead&channel=${channel.id}`)).items.map(({ key }) => key)).toEqual(['refused']);
    const views = (await notify.ask<ChannelList>('GET', '/channels')).body.items;
    expect(views.find(({ id }) => id === channel.id)!.health).toEqual({
      lastDeliveredAt: expect.any(String),
      lastFailedAt: expect.any(String),
      lastError: 'HTTP 410: said',
      waiting: 0,
      dead: 1,
    });

    notify.sink.answer(answer(200, 'ok'));
    const both = await Promise.all([1, 2].map(() => notify.ask<DeliveryView>('POST', `/deliveries/${dead.id}/retry`)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await becomes('refused', 'sent')).toMatchObject({ attempts: 2, answer: 'HTTP 200: ok' });
    expect((await notify.ask('POST', `/deliveries/${dead.id}/retry`)).status).toBe(409);
    expect((await notify.ask('POST', '/deliveries/999999999/retry')).status).toBe(404);

    const metrics = await (await fetch(`${notify.server.url}/metrics`)).text();
    expect(metrics).toContain('lockstep_notifications_total{channel="the pager",outcome="delivered"} 2');
    expect(metrics).toContain('lockstep_notifications_total{channel="the pager",outcome="dead"} 1');
    expect(metrics).toContain('lockstep_notifications_waiting 0');
  });

  it('that was given up can be dismissed with a reason: it counts no longer, and whoever said so stays with it', async () => {
    const channel = await notify.make(notify.aWebhook({ name: 'a closed door' }));
    notify.sink.answer(answer(410, 'no'));
    await notify.queue(channel.id, 'to a closed door');
    const { id } = await becomes('to a closed door', 'dead');
    expect(await notify.refusal('POST', `/deliveries/${id}/dismiss`, { reason: ' ' })).toEqual([422, 'reason']);
    const dismiss = (of = id) =>
      notify.ask<DeliveryView>('POST', `/deliveries/${of}/dismiss`, { reason: 'The door is gone.' });
    const both = await Promise.all([dismiss(), dismiss()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = both.find(({ status }) => status === 200)!;
    expect(body).toMatchObject({
      ...{ state: 'dismissed', answer: 'HTTP 410: no' },
      dismissed: { by: 'admin', at: expect.any(String), reason: 'The door is gone.' },
    });
    expect((await list('?state=dead')).items).toEqual([]);
    const views = (await notify.ask<ChannelList>('GET', '/channels')).body.items;
    expect(views.find((one) => one.id === channel.id)!.health).toMatchObject({ dead: 0, waiting: 0 });
    const { body: system } = await notify.ask<SystemView>('GET', '/system');
    expect(system.deadLetters).toBe(0);
    expect((await dismiss('999999999')).status).toBe(404);

    notify.sink.answer(answer(200, 'ok'));
    expect((await notify.ask('POST', `/deliveries/${id}/retry`)).status).toBe(200);
    expect(await becomes('to a closed door', 'sent')).toMatchObject({ dismissed: null });
    expect((await dismiss()).status).toBe(409);
  });

  it('to a channel that is off is dropped, and can be put back once it is on', async () => {
    const input = notify.aWebhook({ enabled: false });
    const { id } = await notify.make(input);
    await notify.queue(id, 'to nobody');
    const dropped = await becomes('to nobody', 'dropped');
    expect(dropped).toMatchObject({ answer: 'The channel is switched off.', attempts: 0 });
    expect((await notify.ask('POST', `/deliveries/${dropped.id}/retry`)).status).toBe(409);
    await notify.ask('PUT', `/channels/${id}`, { ...input, enabled: true });
    expect((await notify.ask('POST', `/deliveries/${dropped.id}/retry`)).status).toBe(200);
    await becomes('to nobody', 'sent');
  });

  it('that was given up is not put back once a later one of the alert was sent: the last word would be an old one', async () => {
    const channel = await notify.make(notify.aWebhook());
    notify.sink.answer((response, { body }) => response.writeHead(body.includes('opening') ? 400 : 200).end());
    await notify.queue(channel.id, 'opening');
    const dead = await becomes('opening', 'dead');
    await notify.queue(channel.id, 'its end');
    await becomes('its end', 'sent');
    const before = notify.sink.received.length;
    const { status, body } = await notify.ask<Problem>('POST', `/deliveries/${dead.id}/retry`);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('later message')]);
    expect(notify.sink.received).toHaveLength(before);
    notify.sink.answer(answer(200, 'ok'));
  });

  it('is found page by page, newest first', async () => {
    const first = await list('?limit=3');
    const second = await list(`?limit=3&cursor=${first.nextCursor}`);
    const keys = [...first.items, ...second.items].map(({ key }) => key);
    expect(keys).toEqual(['its end', 'opening', 'to nobody', 'to a closed door', 'refused', 'taken']);
    expect(second.nextCursor).toBeNull();
    expect(await notify.refusal('GET', '/deliveries?state=lost')).toEqual([422, 'state']);
    expect(await notify.refusal('GET', '/deliveries?cursor=x')).toEqual([422, 'cursor']);
  });
});
