import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Consumer } from '@lockstep/event-store';
import { queueRows } from '../notify/delivery/outbox-rows.ts';
import { queueEvent } from '../notify/delivery/testing/outbox.ts';
import { ILLS, ROUTES } from '../projections/streams.ts';
import { ROUTED, startTestAlerts, type TestAlerts } from '../testing/alerts.ts';
import { probes, type Probes } from './probes.ts';
import { SelfLook } from './self-look.ts';

jest.setTimeout(60_000);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let test: TestAlerts;
let replicas: Consumer;
let alerts: Consumer;
beforeEach(async () => {
  test = await startTestAlerts();
  replicas = test.models.startConsumer();
  alerts = test.start();
  test.arrives = true;
  await test.say(ROUTES, ...ROUTED);
  await test.enrol();
  await test.models.caughtUp();
});
afterEach(async () => {
  await alerts.stop();
  await test.models.close();
});

const look = (over: Partial<Probes> = {}) =>
  new SelfLook({
    store: test.models.store,
    probes: { ...probes(test.models.pool, null), ...over },
    clock: () => test.models.now,
  });
async function looks(self: SelfLook, times: number): Promise<string[]> {
  const said: string[] = [];
  for (let at = 0; at < times; at++) {
    test.models.now += 30 * SECOND;
    said.push(...(await self.round()).map(({ type, data }) => `${type} ${data.ill}`));
  }
  return said;
}

describe('a look at Lockstep itself', () => {
  it('finds a consumer that stands still, tells people of it, and says when it goes on', async () => {
    const self = look();
    expect(await looks(self, 3)).toEqual([]);
    await replicas.stop();
    await test.enrol();
    await test.caughtUp();
    expect(await looks(self, 6)).toEqual(['IllFound consumer-lag']);

    await test.pass(MINUTE);
    expect((await test.alerts()).at(-1)).toMatchObject({ status: 'firing', severity: 'critical' });
    expect(await test.messages()).toMatchObject([
      { kind: 'firing', title: expect.stringContaining('Lockstep is behind: the consumer replicas') },
    ]);

    test.models.startConsumer();
    await test.models.caughtUp();
    expect(await looks(self, 6)).toEqual(['IllCured consumer-lag']);
    await test.pass(10 * MINUTE);
    expect((await test.alerts()).at(-1)).toMatchObject({ status: 'resolved' });
    expect((await test.messages()).map(({ kind }) => kind)).toEqual(['firing', 'resolved']);
  });

  it('says an ill once, in however many processes, and after a restart', async () => {
    const dead = { deadLetters: () => Promise.resolve(3), consumers: () => Promise.resolve([]) };
    const [one, other] = [look(dead), look(dead)];
    const said = [...(await looks(one, 3)), ...(await looks(other, 3))];
    await one.release();
    said.push(...(await looks(other, 3)), ...(await looks(look(dead), 1)));
    expect(said).toEqual(['IllFound dead-letters']);
    expect(await test.models.store.readStream(ILLS)).toHaveLength(1);
  });

  it('finds a message that was given up, until it is sent again or is a week old', async () => {
    const self = look({ consumers: () => Promise.resolve([]) });
    const { pool } = test.models;
    await queueRows(pool, [await queueEvent(test.models.store, { channel: 'hook', group: 'g', key: 'k', at: 1 })]);
    const dead = (endedAt: number) =>
      pool.query(`UPDATE alerts.outbox SET state = 'dead', ended_at = $1 WHERE key = 'k'`, [endedAt]);
    await dead(test.models.now);
    expect(await looks(self, 3)).toEqual(['IllFound dead-letters']);
    await dead(test.models.now - 7 * 24 * 60 * MINUTE);
    expect(await looks(self, 4)).toEqual(['IllCured dead-letters']);
  });

  it('goes on where one probe fails', async () => {
    const self = look({
      consumers: () => Promise.reject(new Error('away')),
      disk: () => Promise.resolve({ freeBytes: 1, totalBytes: 100 }),
    });
    expect(await looks(self, 4)).toEqual(['IllFound disk-nearly-full']);
  });
});
