import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { fleetAges, fleetAgesAt } from './fleet-ages.query.ts';
import { fleetGroups } from './fleet-groups.query.ts';
import { fleetAt } from './fleet.queries.ts';
import { readTransaction } from './read-transaction.ts';

jest.setTimeout(60_000);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let models: ReadModels;
let start: number;
const [anna, bert] = [randomUUID(), randomUUID()];

beforeEach(async () => {
  models = await startReadModels();
  models.startConsumer();
  start = models.now;
  await enrol(anna, 'anna@example.org', 'imap-1');
  await enrol(bert, 'bert@example.org', 'imap-2');
  await report(anna, 1, start + MINUTE, start);
  await report(bert, 1, start + 2 * MINUTE, start + MINUTE);
  models.now = start + 2 * HOUR;
  await report(anna, 2, start + 2 * HOUR, start + 2 * HOUR - MINUTE);
  await models.caughtUp();
});
afterEach(() => models.close());

const enrol = (replica: string, mailbox: string, server: string) =>
  models.append(replica, 'ReplicaEnrolled', start, {
    mailbox,
    device: 'd',
    client: { name: 'mbsync', version: '1', store: 'maildir', server },
  });
const report = (replica: string, seq: number, observedAt: number, synchronizedAt: number) =>
  models.append(
    replica,
    'ReplicaReported',
    observedAt,
    { epoch: replica, seq, kind: 'full', interval: 86_400, folders: [[['INBOX'], 1, 1, synchronizedAt]] },
    { epoch: replica, seq },
  );

it('knows when the last report had come at a moment of the past, to the minute', async () => {
  const lastAt = async (at: number) => {
    const { lastReportAt } = await readTransaction(models.pool, (client) => fleetAt(client, at, undefined));
    return lastReportAt === null ? null : Date.parse(lastReportAt) - start;
  };
  expect(await lastAt(start)).toBeNull();
  expect(await lastAt(start + 90_000)).toBe(MINUTE);
  expect(await lastAt(start + HOUR)).toBe(2 * MINUTE);
  expect(await lastAt(start + 3 * HOUR)).toBe(2 * HOUR);
});

it('counts ages at a moment of the past by what had been reported by then', async () => {
  const filled = async (at?: number) => {
    const { buckets, unknown, sample } = await readTransaction(models.pool, (client) =>
      at === undefined ? fleetAges(client, models.now) : fleetAgesAt(client, models.store, at, undefined),
    );
    expect(sample).toBeNull();
    return [...buckets.filter(({ total }) => total > 0).map(({ upToMs, total }) => [upToMs, total]), unknown];
  };
  // Before Bert's first report his last sync is not known, and not nothing.
  expect(await filled(start + 90_000)).toEqual([[5 * MINUTE, 1], 1]);
  expect(await filled(start + HOUR)).toEqual([[HOUR, 2], 0]);
  expect(await filled(models.now)).toEqual(await filled());
});

it('says so when there was time for some of the fleet only', async () => {
  let seconds = 0;
  const ages = await readTransaction(models.pool, (client) =>
    fleetAgesAt(client, models.store, models.now, undefined, () => (seconds += 2) * 1_000),
  );
  expect(ages.sample).toEqual({ looked: 1, of: 2 });
  expect(ages.buckets.reduce((sum, { total }) => sum + total, ages.unknown)).toBe(1);
});

it('tells one group alone, with its cells', async () => {
  const { groups } = await readTransaction(models.pool, (client) =>
    fleetGroups(client, { by: 'server', name: 'imap-2' }, {}),
  );
  expect(groups.map(({ name, total, cells }) => [name, total, cells?.map(([, mailbox]) => mailbox)])).toEqual([
    ['imap-2', 1, ['bert@example.org']],
  ]);
});
