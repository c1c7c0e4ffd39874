import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { until } from '../testing/contract.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import type { RecordedEvent } from '../types.ts';
import { startConsumer } from './consumer.ts';

const EVENTS = 400;

describe('a consumer on PostgreSQL', () => {
  let log: TestLog;

  beforeEach(async () => {
    log = await openTestLog();
    await log.pool.query('CREATE TABLE seen (position bigint)');
  });
  afterEach(() => log.close());

  const write = (batch: RecordedEvent[], tx: PoolClient) =>
    tx.query('INSERT INTO seen SELECT unnest($1::bigint[])', [batch.map(({ position }) => position)]);
  /** Rows and checkpoint, read in one statement. */
  const state = async () => {
    const { rows } = await log.pool.query(
      `SELECT (SELECT position FROM log.checkpoint WHERE consumer = 'rows')::int AS checkpoint,
              count(*)::int AS rows, count(DISTINCT position)::int AS distinct_rows FROM seen`,
    );
    return rows[0] as { checkpoint: number; rows: number; distinct_rows: number };
  };
  const everything = { checkpoint: EVENTS, rows: EVENTS, distinct_rows: EVENTS };

  it('that loses its connection in the middle of a batch has rows and checkpoint agree, at all times', async () => {
    await log.append(1, EVENTS);
    let calls = 0;
    const consumer = startConsumer({
      ...{ store: log.store, name: 'rows', batchSize: 25, pollMs: 20 },
      handle: async (batch, tx) => {
        await write(batch, tx);
        // Every third batch: before its second statement, after it, or just before the checkpoint moves.
        const { rows } = await tx.query('SELECT pg_backend_pid() AS pid');
        if (++calls % 3 === 0) await log.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
        if (calls % 2 === 0) await tx.query('SELECT 1');
      },
    });
    await until(async () => {
      const { checkpoint, rows, distinct_rows } = await state();
      expect([rows, distinct_rows]).toEqual([checkpoint ?? 0, checkpoint ?? 0]);
      return checkpoint === EVENTS;
    });
    await consumer.stop();
    expect(calls).toBeGreaterThan(EVENTS / 25);
    expect(await state()).toEqual(everything);
  }, 30_000);

  it('doubles nothing when two runners both believe that they hold the lease', async () => {
    await log.append(1, EVENTS);
    const store = { ...log.store, consumers: { ...log.store.consumers, lease: async () => true } };
    let raced = 0;
    const runners = [0, 1].map(() =>
      startConsumer({
        ...{ store, name: 'rows', batchSize: 7, pollMs: 10 },
        handle: async (batch, tx) => void (await write(batch, tx)),
        onTrouble: ({ kind }) => (raced += kind === 'retrying' ? 1 : 0),
      }),
    );
    await until(async () => (await state()).checkpoint === EVENTS);
    await Promise.all(runners.map((runner) => runner.stop()));
    expect(await state()).toEqual(everything);
    expect(raced).toBeGreaterThan(0);
  }, 30_000);

  it('is woken by the commit of another process, also after the connection that listens was lost', async () => {
    const reader = log.another();
    const seen: number[] = [];
    const consumer = startConsumer({
      ...{ store: reader, name: 'rows', pollMs: 60_000 },
      handle: async (batch) => void seen.push(...batch.map(({ position }) => position)),
    });
    await until(() => consumer.status().state === 'running');
    await until(async () => (await listeners()).length === 1);
    await log.append(1, 1);
    await until(() => seen.length === 1);

    const [lost] = await listeners();
    await log.pool.query('SELECT pg_terminate_backend($1)', [lost]);
    await log.append(2, 1);
    await until(() => seen.length === 2);
    await until(async () => (await listeners()).some((pid) => pid !== lost));
    await log.append(3, 1);
    await until(() => seen.length === 3);
    await consumer.stop();
  }, 30_000);

  it('finds new events without any hint, by looking now and then', async () => {
    const store = { ...log.store, onHint: () => () => undefined };
    let seen = 0;
    const consumer = startConsumer({
      store,
      name: 'rows',
      pollMs: 20,
      handle: async (batch) => void (seen += batch.length),
    });
    await until(() => consumer.status().state === 'running');
    await log.append(1, 3);
    await until(() => seen === 3);
    await consumer.stop();
  });

  async function listeners(): Promise<number[]> {
    const { rows } = await log.pool.query(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'lockstep-listener' AND query LIKE 'LISTEN%'`,
    );
    return rows.map(({ pid }) => pid as number);
  }
});
