import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import { AWAY, fakeChannel, REFUSED, TAKEN, type FakeChannel } from './testing/fake-channel.ts';
import { startOutbox, type Outbox } from './testing/outbox.ts';

const MINUTE = 60_000;

let outbox: Outbox;
let channel: FakeChannel;
beforeEach(async () => {
  outbox = await startOutbox();
  channel = fakeChannel();
  await outbox.configure('mail');
  await outbox.configure('pager', { settings: { kind: 'webhook', url: 'http://127.0.0.1:9/pager' } });
});
afterEach(() => outbox.close());

const start = (over: object = {}) => outbox.start({ channelOf: () => channel, ...over });
const becomes = (key: string, state: string, attempts?: number) =>
  eventually(async () =>
    expect(await outbox.row(key)).toMatchObject({ state, ...(attempts !== undefined && { attempts }) }),
  );
/** A few rounds of the worker, in which nothing is to happen. */
const rounds = () => pause(100);

describe('messages of one group', () => {
  it('go out in their order, however often the first one fails; those of other groups do not wait', async () => {
    const [first, second, other] = [
      await outbox.queue('mail', 'imap-1'),
      await outbox.queue('mail', 'imap-1'),
      await outbox.queue('mail', 'imap-2'),
    ];
    channel.react = (key, attempt) => (key === first && attempt <= 2 ? AWAY : TAKEN);
    start();
    await becomes(other, 'sent');
    await becomes(first, 'waiting', 1);
    expect((await outbox.row(first)).nextAt).toBe(outbox.now + 5_000);
    await rounds();
    expect(channel.sent.filter((key) => key !== other)).toEqual([first]);

    outbox.now += 5_000;
    await becomes(first, 'waiting', 2);
    outbox.now += 10_000;
    await becomes(second, 'sent');
    expect(channel.sent.filter((key) => key !== other)).toEqual([first, first, first, second]);
    expect(await outbox.story(first)).toEqual(['Failed', 'Failed', 'Delivered']);
    expect(await outbox.row(first)).toMatchObject({ state: 'sent', attempts: 3, answer: '202 Accepted' });
  });

  it('wait for a dead one no longer', async () => {
    const [first, second] = [await outbox.queue('mail', 'imap-1'), await outbox.queue('mail', 'imap-1')];
    channel.react = (key) => (key === first ? REFUSED : TAKEN);
    start();
    await becomes(second, 'sent');
    expect(await outbox.row(first)).toMatchObject({ state: 'dead', attempts: 1, answer: '410 Gone', nextAt: null });
  });
});

describe('a channel that hangs', () => {
  it('delays no other, takes four places at most, and fails by its deadline', async () => {
    channel.react = (_key, _attempt, url) => (url.endsWith('pager') ? TAKEN : 'hang');
    const hanging = await Promise.all([1, 2, 3, 4, 5, 6].map((group) => outbox.queue('mail', `group ${group}`)));
    start({ deadlineMs: 1_500 });
    await eventually(async () => expect(channel.sent).toHaveLength(4));
    const others = await Promise.all([1, 2, 3].map((group) => outbox.queue('pager', `group ${group}`)));
    for (const key of others) await becomes(key, 'sent');
    // All the while the four hang, and nobody has taken the place of a fifth.
    expect(channel.sent.filter((key) => hanging.includes(key))).toHaveLength(4);

    for (const key of hanging) await becomes(key, 'waiting', 1);
    expect(await outbox.row(hanging[0]!)).toMatchObject({ answer: 'aborted' });
  });

  it('and does not even listen when it is told to stop loses its place all the same', async () => {
    channel.react = () => new Promise(() => undefined);
    const key = await outbox.queue('mail', 'imap-1');
    start({ deadlineMs: 50 });
    await becomes(key, 'waiting', 1);
    expect(await outbox.row(key)).toMatchObject({ answer: 'No answer within 0.05 s.' });
  });

  it('is left by a server that stops, and the next one sends the message at once', async () => {
    channel.react = (_key, attempt) => (attempt === 1 ? 'hang' : TAKEN);
    const key = await outbox.queue('mail', 'imap-1');
    const before = start({ stopWithinMs: 50 });
    await eventually(async () => expect(channel.sent).toHaveLength(1));
    await before.stop();
    expect(await outbox.story(key)).toEqual([]);
    start();
    await becomes(key, 'sent', 1);
  });
});

describe('an attempt', () => {
  it('that throws has failed, and may be tried again', async () => {
    channel.react = () => new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });
    const key = await outbox.queue('mail', 'imap-1');
    start();
    await becomes(key, 'waiting', 1);
    expect((await outbox.row(key)).answer).toBe('fetch failed: connect ECONNREFUSED 127.0.0.1:9');
  });

  it('is put off as long as the other side asks', async () => {
    channel.react = () => ({ ok: false, permanent: false, answer: '429', retryAfterMs: 2 * MINUTE });
    const key = await outbox.queue('mail', 'imap-1');
    start();
    await becomes(key, 'waiting', 1);
    expect((await outbox.row(key)).nextAt).toBe(outbox.now + 2 * MINUTE);
  });

  it('has one outcome in the log, even if the answer of the log was lost', async () => {
    let lost = 0;
    const append: Outbox['store']['append'] = async (one) => {
      const result = await outbox.store.append(one);
      if (lost++ === 0) throw Object.assign(new Error('connection lost'), { code: 'ECONNRESET' });
      return result;
    };
    const key = await outbox.queue('mail', 'imap-1');
    start({ store: { append, readStream: outbox.store.readStream.bind(outbox.store) } });
    await becomes(key, 'sent', 1);
    expect([await outbox.story(key), channel.sent]).toEqual([['Delivered'], [key]]);
  });

  it('is not made where the log knows more than the row', async () => {
    const key = await outbox.queue('mail', 'imap-1');
    const data = { key, attempt: 1, answer: 'taken' };
    await outbox.store.append({
      stream: `notification-${key}`,
      key: { epoch: 'delivery', seq: 1 },
      events: [{ type: 'NotificationDelivered', observedAt: outbox.now, data }],
    });
    start();
    await becomes(key, 'sent', 1);
    expect(channel.sent).toEqual([]);
  });
});

describe('what waits for a channel', () => {
  it('that is switched off or removed is dropped, and says why', async () => {
    channel.react = () => AWAY;
    const [off, gone] = [await outbox.queue('mail', 'imap-1'), await outbox.queue('pager', 'imap-1')];
    start();
    await becomes(off, 'waiting', 1);
    await becomes(gone, 'waiting', 1);
    await outbox.configure('mail', { enabled: false });
    await outbox.remove('pager');
    await becomes(off, 'dropped', 1);
    await becomes(gone, 'dropped', 1);
    expect((await outbox.row(off)).answer).toBe('The channel is switched off.');
    expect((await outbox.row(gone)).answer).toBe('The channel was removed.');
    expect(await outbox.story(off)).toEqual(['Failed', 'Dropped']);
  });
});

describe('a message that a person puts back', () => {
  it('is not sent where a later one of its alert was in the meantime', async () => {
    channel.react = () => ({ ok: false, permanent: true, answer: 'no' });
    const opening = await outbox.queue('mail', 'imap-1');
    start();
    await becomes(opening, 'dead', 1);
    channel.react = () => TAKEN;
    outbox.now += 1;
    const end = await outbox.queue('mail', 'imap-1');
    await becomes(end, 'sent', 1);
    await outbox.pool.query(
      `UPDATE alerts.outbox SET state = 'waiting', next_at = $2, round_at = $2, round_attempts = 1, ended_at = NULL WHERE key = $1`,
      [opening, outbox.now],
    );
    await becomes(opening, 'dead', 2);
    expect((await outbox.row(opening)).answer).toContain('a later message');
    expect(channel.sent).toEqual([opening, end]);
  });
});

describe('of several workers', () => {
  it('one sends each message, and one that seems dead is replaced', async () => {
    const keys = await Promise.all(Array.from({ length: 40 }, (_, n) => outbox.queue('mail', `group ${n % 7}`)));
    channel.react = async () => (await pause(5), TAKEN);
    [1, 2, 3].forEach(() => start());
    for (const key of keys) await becomes(key, 'sent', 1);
    expect([...channel.sent].sort()).toEqual([...keys].sort());
    expect(outbox.troubles).toEqual([]);
  });

  it('one keeps its lease for as long as it sends', async () => {
    const key = await outbox.queue('mail', 'imap-1');
    channel.react = async () => (await pause(1_500), TAKEN);
    start({ leaseMs: 600 });
    start({ leaseMs: 600 });
    await becomes(key, 'sent', 1);
    expect(channel.sent).toEqual([key]);
  });

  it('one keeps a message in hand although the rows are made anew meanwhile, and know of no lease', async () => {
    const key = await outbox.queue('mail', 'imap-1');
    channel.react = async () => (await pause(1_000), TAKEN);
    start({ leaseMs: 300 });
    await eventually(async () => expect(channel.sent).toHaveLength(1));
    await outbox.pool.query('UPDATE alerts.outbox SET lease_until = NULL, lease_holder = NULL');
    await pause(200);
    start();
    await becomes(key, 'sent', 1);
    expect(channel.sent).toEqual([key]);
  });
});
