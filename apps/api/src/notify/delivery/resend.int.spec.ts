import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlertState } from '@lockstep/domain';
import { migrateAlertTables } from '../../alerts/alert-tables.ts';
import type { Message } from '../message.ts';
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
  troubles = [];
  await migrateAlertTables(outbox.pool);
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

/** An alert of which the channel was told by a message that came to that end. */
async function told(id: string, channel: string, status: AlertState['status'], end: 'sent' | 'dead'): Promise<void> {
  const key = await outbox.queue(channel, id);
  await outbox.pool.query('UPDATE alerts.outbox SET state = $2 WHERE key = $1', [key, end]);
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
  };
  await outbox.pool.query(
    `INSERT INTO alerts.alert (id, since, until, position, rank, weight, age, number, status, taken, suppressed, rule, fingerprint, words, state)
     VALUES ($1, 1, $2, 1, $3, 0, 0, $4, $5, false, false, 'mismatch', $1, '', $6)`,
    [id, FOREVER, status === 'resolved' ? 9 : 0, Number(id), status, JSON.stringify(state)],
  );
  await outbox.pool.query(
    `INSERT INTO alerts.told (alert, place, position, key, at, channel, kind, title) VALUES ($1, $2, 1, $3, 1, $4, 'firing', '')`,
    [id, Number(id), key, channel],
  );
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

  it('is said by one process at a time, and by another once that one is gone', async () => {
    await told('1', 'am', 'firing', 'sent');
    const [first, second] = [resender(), resender()];
    expect([await first.round(), await second.round(), await first.round()]).toEqual([1, 0, 1]);
    outbox.now += 2 * MINUTE;
    expect([await second.round(), await first.round()]).toEqual([1, 0]);
    await second.release();
    expect(await first.round()).toBe(1);
  });

  it('leaves no message behind, and a failure is no more than a line of the log', async () => {
    await told('1', 'am', 'firing', 'sent');
    await resender(AWAY).round();
    expect(troubles).toEqual([AWAY.answer]);
    const { rows } = await outbox.pool.query('SELECT count(*)::int AS n FROM alerts.outbox');
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is no longer said by a channel that is off', async () => {
    await told('1', 'am', 'firing', 'sent');
    await outbox.configure('am', { settings: { kind: 'alertmanager', url: 'http://127.0.0.1:9/' }, enabled: false });
    expect([await resender().round(), said]).toEqual([0, []]);
  });
});
