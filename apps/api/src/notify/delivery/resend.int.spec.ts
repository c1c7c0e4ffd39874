import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { evolveMessages, initialMessages, serializeMessages, type AlertState } from '@lockstep/domain';
import { migrateAlertTables } from '../../alerts/alert-tables.ts';
import { ResendTrouble1795700000000 } from '../../database/migrations/1795700000000-resend-trouble.ts';
import type { Message } from '../message.ts';
import { channelHealth } from './health.query.ts';
import { Resender } from './resend.ts';
import { AWAY, fakeChannel, TAKEN } from './testing/fake-channel.ts';
import { startOutbox, type Outbox } from './testing/outbox.ts';

const MINUTE = 60_000;
const FOREVER = 8_640_000_000_000_000;

let outbox: Outbox;
let said: Message[];
let troubles: string[];
beforeEach(async () => {
  outbox = await startOutbox();
  said = [];
  messages = initialMessages();
  troubles = [];
  await migrateAlertTables(outbox.pool);
  await new ResendTrouble1795700000000().up(outbox.pool);
  await outbox.configure('am', { settings: { kind: 'alertmanager', url: 'http://127.0.0.1:9/' } });
  await outbox.configure('hook');
});
afterEach(() => outbox.close());

function resender(outcome = TAKEN): Resender {
  const channel = { ...fakeChannel(), send: async (message: Message) => (said.push(message), outcome) };
  const { pool, store } = outbox;
  return new Resender(
    {
      pool,
      store,
      channelOf: () => channel,
      secretsOf: async () => ({}),
      baseUrl: 'http://localhost',
      clock: () => outbox.now,
      onTrouble: (error) => troubles.push((error as Error).message),
    },
    MINUTE,
  );
}

const fact = { rule: 'mismatch', severity: 'critical', users: 1, flapping: false } as const;
let messages = initialMessages();

/** The channel is told of an alert, or that it is over; what becomes of the message, if anything yet. */
async function tell(id: string, channel: string, status: 'firing' | 'resolved', end: 'sent' | 'dead' | null) {
  const key = `${id} ${channel} ${status} ${outbox.now++}`;
  const data = { key, channel, kind: status, group: channel, alerts: [id], title: '' };
  const observedAt = outbox.now;
  const told = [{ ...fact, alert: id, status }];
  evolveMessages(messages, { type: 'NotificationQueued', observedAt, data: { ...data, told } });
  const of = { key, attempt: 1, answer: '' };
  if (end === 'sent') evolveMessages(messages, { type: 'NotificationDelivered', observedAt, data: of });
  if (end === 'dead')
    evolveMessages(messages, { type: 'NotificationFailed', observedAt, data: { ...of, nextAt: null } });
  await outbox.pool.query(
    `INSERT INTO alerts.kept (name, value) VALUES ('told', $1) ON CONFLICT (name) DO UPDATE SET value = $1`,
    [serializeMessages(messages)],
  );
}

/** How an alert stands now. */
async function stands(id: string, status: AlertState['status'], over: Partial<AlertState> = {}): Promise<void> {
  const state = {
    id,
    fingerprint: id,
    rule: 'mismatch',
    kind: null,
    status,
    severity: 'critical',
    title: `alert ${id}`,
    text: '',
    replica: null,
    mailbox: null,
    server: 'imap-1',
    labels: {},
    diagnosis: null,
    since: outbox.now,
    firedAt: outbox.now,
    resolvedAt: null,
    recoveringSince: null,
    ...over,
  };
  await outbox.pool.query(
    `INSERT INTO alerts.alert (id, since, until, position, rank, weight, age, number, status, taken, suppressed, maintained, rule, fingerprint, words, state)
     VALUES ($1, 1, $2, 1, $3, 0, 0, $4, $5, false, false, false, 'mismatch', $1, '', $6)
     ON CONFLICT (id, since) DO UPDATE SET rank = $3, status = $5, state = $6`,
    [id, FOREVER, status === 'resolved' ? 9 : 0, Number(id), status, JSON.stringify(state)],
  );
}

async function told(id: string, channel: string, status: AlertState['status'], end: 'sent' | 'dead'): Promise<void> {
  await tell(id, channel, 'firing', end);
  if (status === 'resolved') await tell(id, channel, 'resolved', 'sent');
  await stands(id, status);
}

describe('what an Alertmanager was told of', () => {
  it('is said again while it fires or recovers, all of it, and nothing else', async () => {
    await told('1', 'am', 'firing', 'sent');
    await told('2', 'am', 'recovering', 'sent');
    await told('3', 'am', 'resolved', 'sent');
    await told('4', 'am', 'firing', 'dead');
    await told('5', 'hook', 'firing', 'sent');
    expect(await resender().round()).toBe(1);
    expect(said.flatMap(({ alerts }) => alerts.map(({ id, status }) => [id, status]))).toEqual([
      ['1', 'firing'],
      ['2', 'firing'],
    ]);
  });

  it('is not said in another life of it that it has not been told of: silenced, or still waiting for its group', async () => {
    await told('1', 'am', 'resolved', 'sent');
    await stands('1', 'firing', { regressedAt: outbox.now, suppressed: [{ by: 'silence', id: 's1' }] });
    expect([await resender().round(), said]).toEqual([0, []]);
    await stands('1', 'firing', { regressedAt: outbox.now });
    await tell('1', 'am', 'firing', null);
    outbox.now += MINUTE;
    expect(await resender().round()).toBe(0);
    await tell('1', 'am', 'firing', 'sent');
    outbox.now += 2 * MINUTE;
    expect(await resender().round()).toBe(1);
  });

  it('is as severe as it was told, for another severity is another alert there', async () => {
    await told('1', 'am', 'firing', 'sent');
    const known = messages.told.get('am 1')!;
    messages.told.set('am 1', { ...known, severity: 'warning' });
    await outbox.pool.query(`UPDATE alerts.kept SET value = $1 WHERE name = 'told'`, [serializeMessages(messages)]);
    await resender().round();
    expect(said[0]!.alerts).toMatchObject([{ severity: 'warning', labels: { severity: 'warning' } }]);
  });

  it('is said by one process at a time, and by another once that one is gone', async () => {
    await told('1', 'am', 'firing', 'sent');
    const [first, second] = [resender(), resender()];
    expect([await first.round(), await second.round(), await first.round()]).toEqual([1, 0, 1]);
    outbox.now += 2 * MINUTE;
    expect([await second.round(), await first.round()]).toEqual([1, 0]);
    await second.release();
    expect(await first.round()).toBe(1);
  });

  it('that could not be said is known of the channel until it could, without a message and without an event', async () => {
    await told('1', 'am', 'firing', 'sent');
    const health = async () => (await channelHealth(outbox.pool, ['am', 'hook'])).get('am');
    const fails = { lastFailedAt: outbox.now, lastError: AWAY.answer };
    const first = resender(AWAY);
    await first.round();
    expect(troubles).toEqual([AWAY.answer]);
    expect(await health()).toMatchObject(fails);
    expect((await outbox.pool.query('SELECT FROM alerts.outbox')).rowCount).toBe(0);
    expect(await outbox.store.readStream('notifications')).toEqual([]);
    await first.release();
    await resender().round();
    expect(await health()).toMatchObject({ lastFailedAt: null, lastError: null });
  });

  it('is no longer said by a channel that is off', async () => {
    await told('1', 'am', 'firing', 'sent');
    await outbox.configure('am', { settings: { kind: 'alertmanager', url: 'http://127.0.0.1:9/' }, enabled: false });
    expect([await resender().round(), said]).toEqual([0, []]);
  });
});
