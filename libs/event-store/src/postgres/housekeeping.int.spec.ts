import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startConsumer } from '../consumer/consumer.ts';
import { until } from '../testing/contract.ts';
import { counted, openTestLog, type TestLog } from '../testing/test-log.ts';
import { consumerLags } from './lag.ts';
import { createPostgresStore } from './postgres-store.ts';
import { listRanges } from './ranges.ts';
import { dropOldRanges, markSnapshot } from './retention.ts';
import { migrateStore } from './schema.ts';
import { fenceWriters, startNewTimeline, timelineOf } from './timeline.ts';

describe('the log', () => {
  let log: TestLog;
  let now = 1_000_000;
  const open = async (more = {}) => (log = await openTestLog({ rangeSize: 100, clock: () => now, ...more }));
  afterEach(() => log.close());
  const follow = (name: string) =>
    startConsumer({ store: log.store, name, pollMs: 10, clock: () => now, handle: async () => undefined });

  it('is migrated by several processes at once, and again, without harm', async () => {
    await open();
    await log.append(1, 3);
    const timeline = await timelineOf(log.pool);
    await Promise.all([1, 2, 3, 4].map(() => migrateStore(log.pool, { partitions: 4 })));
    expect(await log.store.head()).toMatchObject({ position: 3 });
    expect(await timelineOf(log.pool)).toBe(timeline);
    expect(await log.store.append({ partition: 3, stream: 'a', events: [counted(1)] })).toMatchObject({ position: 1 });
  });

  it('says so when somebody writes to a partition that it has not', async () => {
    await open();
    await expect(log.store.append({ partition: 7, stream: 'a', events: [counted(1)] })).rejects.toThrow(
      'no log partition 7',
    );
  });

  it('has a range ahead of the newest event at all times, also for a batch of several', async () => {
    await open();
    for (const count of [30, 250, 1, 700]) {
      await log.append(1, count);
      const { position } = await log.store.head();
      const ends = (await listRanges(log.pool)).map(({ from }) => from + 99);
      expect(Math.max(...ends)).toBeGreaterThanOrEqual(position);
    }
    expect(await log.store.readLog({ after: 0, limit: 2_000 })).toHaveLength(981);
  });

  it('takes appends although the pool is exhausted, by those who wait for them', async () => {
    await open();
    const small = new pg.Pool({ connectionString: log.url, max: 1 });
    small.on('error', () => undefined);
    const store = createPostgresStore({ pool: small });
    const lent = await small.connect();
    expect(await store.append({ stream: 'a', events: [counted(1)] })).toMatchObject({ position: 1 });
    lent.release();
    await store.close();
    await small.end();
  });

  describe('when old events are dropped', () => {
    const drop = () => dropOldRanges(log.pool, { recordedBefore: now + 1 });

    it('drops full ranges below every checkpoint and every snapshot mark, and nothing else', async () => {
      await open();
      await log.append(1, 350);
      expect(await drop()).toEqual([]);
      await markSnapshot(log.pool, 0, 320);
      const [fast, slow] = [follow('fast'), follow('slow')];
      await until(() => fast.status().position === 350 && slow.status().position === 350);
      await Promise.all([fast.stop(), slow.stop()]);
      await log.pool.query(`UPDATE log.checkpoint SET position = 210 WHERE consumer = 'slow'`);

      expect(await dropOldRanges(log.pool, { recordedBefore: now })).toEqual([]);
      expect((await drop()).map(({ from }) => from)).toEqual([0, 100]);
      expect((await log.store.readLog({ after: 0, limit: 1 }))[0]).toMatchObject({ position: 200 });
      expect(await log.store.head()).toMatchObject({ position: 350 });
      expect(await drop()).toEqual([]);
      await log.append(351, 100);
      expect((await listRanges(log.pool))[0]).toMatchObject({ from: 200 });
    });

    it('keeps what is parked', async () => {
      await open();
      await log.append(1, 250);
      await markSnapshot(log.pool, 0, 250);
      await log.pool.query(`INSERT INTO log.parked VALUES (0, 'rows', 0, 150, 's', 'T', 'cannot', 0)`);
      expect((await drop()).map(({ from }) => from)).toEqual([0]);
    });

    it('still tells a writer where it left off, and knows its last append', async () => {
      await open();
      const append = (seq: number) =>
        log.store.append({ stream: 'a', events: [counted(seq)], key: { epoch: 'e', seq } });
      for (let seq = 1; seq <= 120; seq++) await append(seq);
      await markSnapshot(log.pool, 0, 120);
      expect(await drop()).toHaveLength(1);
      expect(await log.store.latestKey('a')).toEqual({ epoch: 'e', seq: 120 });
      expect(await append(120)).toMatchObject({ outcome: 'duplicate' });
      const { rows } = await log.pool.query('SELECT count(*)::int AS keys FROM log.append_key');
      expect(rows[0].keys).toBe(1 + 21);
    });

    it('tells a consumer that needs what was dropped', async () => {
      await open();
      await log.append(1, 150);
      await markSnapshot(log.pool, 0, 150);
      await drop();
      const late = follow('late');
      await until(() => late.status().state === 'retrying');
      expect(late.status().error).toContain('events up to 99 have been dropped');
      await late.stop();
    });
  });

  describe('after a restore', () => {
    it('tells a consumer that is ahead of it', async () => {
      await open();
      await log.append(1, 10);
      await log.pool.query(`INSERT INTO log.checkpoint SELECT 0, 'ahead', 0, 25, timeline, 'live' FROM log.identity`);
      const ahead = follow('ahead');
      await until(() => ahead.status().state === 'retrying');
      expect(ahead.status().error).toContain('has read up to 25, but the log ends at 10');
      await ahead.stop();
    });

    it('on its new timeline shuts out old writers, lets consumers go on that fit, and stops those that do not', async () => {
      await open();
      await log.append(1, 10);
      const fits = follow('fits');
      await until(() => fits.status().position === 10);
      await fits.stop();
      await log.pool.query(`INSERT INTO log.checkpoint SELECT 0, 'ahead', 0, 25, timeline, 'live' FROM log.identity`);
      const before = await timelineOf(log.pool);
      const after = await startNewTimeline(log.pool);
      expect(after).not.toBe(before);

      await expect(log.append(11, 1)).rejects.toThrow('fenced');
      const fresh = log.another();
      for (let n = 11; n <= 40; n++) await fresh.append({ stream: 'a', events: [counted(n)] });
      const [again, ahead] = [follow('fits'), follow('ahead')];
      await until(() => again.status().position === 40 && ahead.status().state === 'retrying');
      expect(ahead.status().error).toContain('another timeline');
      await Promise.all([again.stop(), ahead.stop()]);
    });

    it('a fenced writer writes nothing, whoever else writes', async () => {
      await open();
      const other = log.another();
      await log.append(1, 1);
      await fenceWriters(log.pool);
      await expect(log.store.append({ stream: 'a', events: [counted(2)] })).rejects.toThrow('fenced');
      expect(await other.append({ stream: 'a', events: [counted(2)] })).toMatchObject({ position: 2 });
      expect(await log.store.head()).toMatchObject({ position: 2 });
    });
  });

  it('knows how far each consumer is behind its newest event, also of one that nobody runs', async () => {
    await open();
    await log.append(1, 10);
    const counter = follow('counter');
    await until(() => counter.status().position === 10);
    await counter.stop();
    const zero = {
      consumer: 'counter',
      source: 0,
      position: 10,
      head: 10,
      behindEvents: 0,
      behindMs: 0,
      parkedCount: 0,
    };
    expect(await consumerLags(log.pool, now + 500)).toEqual([zero]);

    now += 1_000;
    await log.append(11, 5);
    await log.pool.query(`INSERT INTO log.parked VALUES (0, 'counter', 0, 3, 's', 'T', 'cannot', 0)`);
    expect(await consumerLags(log.pool, now + 500)).toEqual([
      { ...zero, head: 15, behindEvents: 5, behindMs: 500, parkedCount: 1 },
    ]);
  });

  it('can be read with psql', async () => {
    await open({ clock: () => Date.UTC(2026, 10, 23, 3) });
    await log.append(7, 1);
    const { rows } = await log.pool.query(`SELECT type, recorded_at, data->>'n' AS n FROM log.readable`);
    expect(rows).toEqual([{ type: 'Counted', recorded_at: new Date('2026-11-23T03:00:00Z'), n: '7' }]);
  });
});
