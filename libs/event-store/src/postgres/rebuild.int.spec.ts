import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { startConsumer } from '../consumer/consumer.ts';
import { until } from '../testing/contract.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import type { RecordedEvent } from '../types.ts';
import { liveGeneration, rebuildBeside, type RebuildProgress } from './rebuild.ts';

describe('a rebuild beside the live read model', () => {
  let log: TestLog;

  beforeEach(async () => {
    log = await openTestLog();
    // Generation 2 counts in hundreds: its rows can be told from those of generation 1.
    for (const generation of [1, 2]) {
      await log.pool.query(`CREATE TABLE total_${generation} (count int NOT NULL, sum bigint NOT NULL)`);
      await log.pool.query(`INSERT INTO total_${generation} VALUES (0, 0)`);
    }
    await log.pool.query('CREATE VIEW total AS SELECT 1 AS unit, * FROM total_1');
  });
  afterEach(() => log.close());

  const fold = (generation: number, unit: number) => async (batch: RecordedEvent[], tx: PoolClient) => {
    const sum = batch.reduce((total, { data }) => total + (data as { n: number }).n, 0) * unit;
    await tx.query(`UPDATE total_${generation} SET count = count + $1, sum = sum + $2`, [batch.length, sum]);
  };
  const rebuild = (more: object = {}) =>
    rebuildBeside({
      ...{ pool: log.pool, store: log.store, name: 'total', generation: 2, batchSize: 100, handle: fold(2, 100) },
      switchOver: async (tx) =>
        void (await tx.query('CREATE OR REPLACE VIEW total AS SELECT 100 AS unit, count, sum FROM total_2')),
      ...more,
    });
  const read = async () => (await log.pool.query('SELECT unit, count, sum FROM total')).rows[0];

  it('shows readers never a half, never goes back in time, and retires the old generation', async () => {
    await log.append(1, 1_000);
    const old = startConsumer({ store: log.store, name: 'total', batchSize: 50, pollMs: 10, handle: fold(1, 1) });
    await until(() => old.status().position === 1_000);

    let appended = 1_000;
    let done = false;
    const writing = (async () => {
      for (; !done; appended += 20) await log.append(appended + 1, 20);
    })();
    const units: number[] = [];
    const reading = (async () => {
      for (let last = 0; !done;) {
        const { unit, count, sum } = await read();
        // The events are numbered, so each prefix of the log has one sum.
        if (Number(sum) !== (unit * count * (count + 1)) / 2) throw new Error(`half: ${unit} ${count} ${sum}`);
        if (count < last) throw new Error(`back in time: ${count} after ${last}`);
        last = count;
        units.push(unit);
      }
    })();

    expect(await rebuild()).toBe(true);
    expect(await liveGeneration(log.pool, 'total')).toBe(2);
    const now = startConsumer({ store: log.store, name: 'total', generation: 2, pollMs: 10, handle: fold(2, 100) });
    await until(() => old.status().state === 'stopped');
    expect(old.status().error).toContain('retired');
    await until(() => units.at(-1) === 100);
    done = true;
    await Promise.all([writing, reading]);
    await until(() => now.status().position === appended);
    expect(await read()).toMatchObject({ unit: 100, count: appended });
    expect(units[0]).toBe(1);
    await Promise.all([old.stop(), now.stop()]);
  }, 30_000);

  it('goes on where it was broken off, says how far it is, and does not do twice what is done', async () => {
    await log.append(1, 1_000);
    const old = startConsumer({ store: log.store, name: 'total', handle: fold(1, 1) });
    await until(() => old.status().position === 1_000);
    await old.stop();

    const broken = new AbortController();
    let handled = 0;
    const counting = (limit: number) => async (batch: RecordedEvent[], tx: PoolClient) => {
      handled += batch.length;
      if (handled >= limit) broken.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await fold(2, 100)(batch, tx);
    };
    // Far from the end, so that it does not try to switch yet.
    expect(await rebuild({ handle: counting(300), signal: broken.signal })).toBe(false);
    expect(await liveGeneration(log.pool, 'total')).toBe(1);
    const halfway = handled;
    expect(halfway).toBeLessThan(1_000);

    const progress: RebuildProgress[] = [];
    expect(
      await rebuild({ handle: counting(Infinity), onProgress: (each: RebuildProgress) => progress.push(each) }),
    ).toBe(true);
    expect(handled).toBe(1_000);
    expect(progress.at(-1)).toMatchObject({ until: 1_000 });
    expect(await read()).toMatchObject({ unit: 100, count: 1_000 });
    expect(await rebuild({ handle: counting(Infinity) })).toBe(true);
    expect(handled).toBe(1_000);
  }, 30_000);

  it('keeps side effects out of what the live generation has acted on', async () => {
    await log.append(1, 250);
    const old = startConsumer({ store: log.store, name: 'total', handle: fold(1, 1) });
    await until(() => old.status().position === 250);
    await old.stop();
    await log.append(251, 50);
    const live: number[] = [];
    // Nobody moves the live checkpoint, so the switch comes as soon as 250 is passed; the rest may or may not be handled here.
    await rebuild({
      handle: async (batch: RecordedEvent[], tx: PoolClient, { replaying }: { replaying: boolean }) => {
        await fold(2, 100)(batch, tx);
        if (!replaying) live.push(...batch.map(({ position }) => position));
      },
    });
    expect(live.filter((position) => position <= 250)).toEqual([]);
  });
});
