import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DEFAULT_POLICY } from '@lockstep/domain';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { POLICIES } from '../projections/streams.ts';
import { statusOf } from '../projections/status-rank.ts';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { Watchdog } from './watchdog.ts';

jest.setTimeout(60_000);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EPOCH = randomUUID();

let models: ReadModels;
let replica: string;
let seq: number;
beforeEach(async () => {
  models = await startReadModels();
  models.startConsumer();
  replica = randomUUID();
  seq = 0;
  await models.append(replica, 'ReplicaEnrolled', models.now, { mailbox: 'anna@example.org', device: 'd' });
});
afterEach(() => models.close());

/** Equal counts, synchronized at that moment or, when it is said, long ago. */
async function report(observedAt: number, synchronizedAt = observedAt, offline: number | null = 5): Promise<void> {
  const data = {
    epoch: EPOCH,
    seq: ++seq,
    kind: 'full',
    interval: 300,
    folders: [[['INBOX'], 5, offline, synchronizedAt]],
  };
  await models.append(replica, 'ReplicaReported', observedAt, data, { epoch: EPOCH, seq });
  await models.caughtUp();
}
async function status(): Promise<string> {
  await models.caughtUp();
  const { rows } = await models.pool.query(
    `SELECT status, silence FROM ${READ_SCHEMA}.replica_list WHERE replica = $1`,
    [replica],
  );
  return rows[0].silence ?? statusOf(rows[0].status);
}
async function events(type: string): Promise<number[]> {
  return (await models.store.readStream(replica, { types: [type] })).map(({ observedAt }) => observedAt);
}
const watchdog = (mostGraceMs = 0) =>
  new Watchdog({ pool: models.pool, store: models.store, clock: () => models.now, mostGraceMs });

describe('the watchdog', () => {
  it('stays quiet while reports come, and says when they have stopped for three intervals', async () => {
    const dog = watchdog();
    await report(models.now);
    models.now += 14 * MINUTE;
    expect(await dog.round()).toBe(0);
    expect(await status()).toBe('in-step');

    const due = models.now + MINUTE;
    models.now += 2 * MINUTE;
    expect(await dog.round()).toBe(1);
    expect(await status()).toBe('late');
    expect(await events('DeadlineReached')).toEqual([due]);
    expect((await events('ConditionRaised')).at(-1)).toBe(due);
  });

  it('says a deadline once, however often and in however many processes it looks before the fold came round to it', async () => {
    await report(models.now);
    models.now += HOUR;
    const [one, other] = [watchdog(), watchdog()];
    await Promise.all([one.round(), one.round(), other.round()]);
    await one.release();
    await other.round();
    expect(await events('DeadlineReached')).toHaveLength(1);
  });

  it('says a folder stale while its agent reports', async () => {
    const dog = watchdog();
    const synchronizedAt = models.now;
    for (let at = 0; at <= 48; at++) {
      await report(models.now, synchronizedAt);
      if (at < 48) models.now += 5 * MINUTE;
    }
    models.now += MINUTE;
    await dog.round();
    expect(await status()).toBe('stale');
  });

  it('says nothing again when a report came first, and all again when a silence begins anew', async () => {
    const dog = watchdog();
    await report(models.now);
    models.now += HOUR;
    await dog.round();
    expect(await status()).toBe('late');
    await report(models.now);
    expect(await status()).toBe('in-step');
    expect((await events('ConditionCleared')).at(-1)).toBe(models.now);
    models.now += HOUR;
    await dog.round();
    expect(await status()).toBe('late');
  });

  it('is corrected by a spool that comes late: the silence never was, and what we thought then stays readable', async () => {
    const dog = watchdog();
    await report(models.now);
    const began = models.now;
    models.now += HOUR;
    await dog.round();
    expect(await status()).toBe('late');

    // For five minutes, before it was thought silent, a count could not be read.
    for (let at = began + 5 * MINUTE; at <= models.now; at += 5 * MINUTE) {
      await report(at, at, at === began + 5 * MINUTE ? null : 5);
    }
    expect(await status()).toBe('in-step');
    const { rows } = await models.pool.query(
      `SELECT status, since::float8 AS since, known_to < 8640000000000000 AS superseded FROM ${READ_SCHEMA}.status_span
       WHERE replica = $1 AND since >= $2 ORDER BY position, since`,
      [replica, began],
    );
    expect(rows.slice(-3).map((row) => [statusOf(row.status), (row.since - began) / MINUTE, row.superseded])).toEqual([
      ['silent', 15, true],
      ['unknown', 5, false],
      ['in-step', 10, false],
    ]);
  });

  it('waits for a backlog that is being delivered', async () => {
    const dog = watchdog();
    await report(models.now);
    models.now += 3 * HOUR;
    // The first of many: its own deadline is long past, but the next report is on its way.
    await report(models.now - 2 * HOUR);
    expect(await dog.round()).toBe(0);
    models.now += MINUTE;
    expect(await dog.round()).toBe(1);
  });

  it('holds its tongue when the server was away, for agents have news in their spools', async () => {
    await report(models.now);
    models.now += 2 * HOUR;
    const dog = watchdog(5 * MINUTE);
    expect(await dog.round()).toBe(0);
    models.now += 4 * MINUTE;
    expect(await dog.round()).toBe(0);
    models.now += 2 * MINUTE;
    expect(await dog.round()).toBe(1);
  });

  it('lets every replica turn to changed policies at the moment of the change, says it once, and then rests', async () => {
    const dog = watchdog();
    const synchronizedAt = models.now;
    for (let at = 0; at <= 50; at++) {
      await report(models.now, synchronizedAt);
      if (at < 50) models.now += 5 * MINUTE;
    }
    expect(await status()).toBe('stale');
    const { stale, ...rest } = DEFAULT_POLICY;
    const change = (version: number, hours: number) =>
      models.append(POLICIES, 'PolicyChanged', models.now, {
        id: 'default',
        name: 'Default',
        scope: { of: 'everyone' },
        thresholds: { ...rest, stale: { ...stale, warningAfterOnMs: hours * HOUR } },
        workingHours: null,
        by: 'eve',
        version,
      });

    models.now += MINUTE;
    const changedAt = models.now;
    await change(2, 12);
    await models.caughtUp();
    models.now += MINUTE;
    expect(await dog.round()).toBe(1);
    expect(await status()).toBe('in-step');
    expect(await events('DeadlineReached')).toEqual([changedAt]);
    expect((await events('ConditionCleared')).at(-1)).toBe(changedAt);

    // Nobody is looked at again until the next change.
    const asked: string[] = [];
    const { pool } = models;
    const spied = Object.create(pool, {
      query: { value: (query: { name?: string }) => (asked.push(query.name ?? ''), pool.query(query as never)) },
    }) as typeof pool;
    const rested = new Watchdog({ pool: spied, store: models.store, clock: () => models.now, mostGraceMs: 0 });
    await dog.release();
    expect(await rested.round()).toBe(0);
    expect(asked).toContain('watchdog-policy-turns');
    asked.length = 0;
    expect(await rested.round()).toBe(0);
    expect(asked).not.toContain('watchdog-policy-turns');

    await change(3, 2);
    await models.caughtUp();
    expect(await rested.round()).toBe(1);
    expect(await status()).toBe('stale');
  });
});
