import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Consumer } from '@lockstep/event-store';
import { seeded } from '../testing/lives.ts';
import { fingerprint, startReadModels, type ReadModels } from '../testing/read-models.ts';
import { rebuildReadModels } from './rebuild-read-models.ts';
import { READ_SCHEMA } from './read-tables.ts';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const REPLICAS = 48;

let models: ReadModels;
beforeEach(async () => {
  models = await startReadModels();
});
afterEach(() => models.close());

const ids = Array.from({ length: REPLICAS }, () => randomUUID());
const epochs = ids.map(() => randomUUID());
const seqs = ids.map(() => 0);
const serverOf = (index: number) => `imap-${index % 3}`;

async function enrol(): Promise<void> {
  for (const [index, id] of ids.entries())
    await models.append(id, 'ReplicaEnrolled', models.now, {
      mailbox: `user${index}@example.org`,
      device: 'laptop',
      labels: { site: index % 2 === 0 ? 'Lyon' : 'Oslo' },
      client: { name: 'mbsync', version: index < 24 ? '1.4' : '1.5', server: serverOf(index) },
    });
}

function report(index: number, observedAt: number, troubles: readonly string[]): Promise<number> {
  const seq = (seqs[index] = seqs[index]! + 1);
  const epoch = epochs[index]!;
  const folders = [[['INBOX'], 20, 20, observedAt - MINUTE]];
  const data = {
    ...{ epoch, seq, kind: 'full', interval: 300, folders },
    ...(troubles.length > 0 && { troubles: troubles.map((code) => [code]) }),
  };
  return models.append(ids[index]!, 'ReplicaReported', observedAt, data, { epoch, seq });
}

/** Servers, sites and versions fail and recover by chance; some are told of late, some are retired. */
async function fail(seed: number, rounds: number, between: () => Promise<void>): Promise<void> {
  const random = seeded(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const away = new Map<string, string>();
  const groupsOf = (index: number) => [serverOf(index), index % 2 === 0 ? 'Lyon' : 'Oslo', index < 24 ? '1.4' : '1.5'];
  const names = ['imap-0', 'imap-1', 'imap-2', 'Lyon', 'Oslo', '1.4', '1.5'];
  for (let round = 0; round < rounds; round++) {
    models.now += 10 * MINUTE;
    const name = names[pick(names.length)]!;
    if (random() < 0.5) away.delete(name);
    else away.set(name, ['server-unreachable', 'tls-failed', 'credentials-rejected'][pick(3)]!);
    for (let index = 0; index < REPLICAS; index++) {
      if (random() < 0.1) continue;
      const codes = groupsOf(index).flatMap((group) => away.get(group) ?? []);
      const late = random() < 0.1 ? pick(60) * MINUTE : 0;
      await report(index, models.now - late + index * 1_000, [...new Set(codes)]);
    }
    if (round === rounds - 2) await models.append(ids[pick(REPLICAS)]!, 'ReplicaRetired', models.now, {});
    await between();
  }
}

it('incidents are a function of the log: whatever the batches, and however often memory is lost', async () => {
  let consumer: Consumer = models.startConsumer({ batchSize: 7, mostFolders: 5 });
  await enrol();
  let rounds = 0;
  await fail(11, 16, async () => {
    if (++rounds % 4 !== 0) return;
    await consumer.stop();
    consumer = models.startConsumer({ batchSize: 7, mostFolders: 5 });
  });
  await models.caughtUp();
  const live = await fingerprint(models.pool);
  const { rows } = await models.pool.query(
    `SELECT count(*)::int AS incidents, count(DISTINCT scope)::int AS scopes FROM ${READ_SCHEMA}.incident WHERE merged_into IS NULL`,
  );
  expect(rows[0].incidents).toBeGreaterThan(2);
  expect(rows[0].scopes).toBeGreaterThan(1);

  const { position } = await models.store.head();
  for (const cut of [{ pageSize: 33, mostFolders: 10 }, { pageSize: 1_000 }]) {
    expect(await rebuildReadModels({ pool: models.pool, store: models.store, ...cut })).toBe(true);
    expect(await fingerprint(models.pool)).toEqual(live);
  }
  expect((await models.store.head()).position).toBe(position);
  expect(models.troubles).toEqual([]);

  const { rows: twice } = await models.pool.query(
    `SELECT replica FROM ${READ_SCHEMA}.incident_member WHERE left_at > 8e15 GROUP BY 1 HAVING count(*) > 1`,
  );
  expect(twice).toEqual([]);
});

it('a replica whose conclusions could not be stored is folded again, and its incident is told once', async () => {
  await enrol();
  let failures = 0;
  const appendAll = models.store.appendAll.bind(models.store);
  Object.assign(models.store, {
    appendAll: async (appends: Parameters<typeof appendAll>[0]) => {
      const results = await appendAll(appends);
      // Stored, and the answer was lost: the batch is folded again from the rows.
      if (appends.some(({ stream }) => stream === 'incidents') && failures++ < 3)
        throw Object.assign(new Error('the connection was lost'), { code: '08006' });
      return results;
    },
  });
  models.startConsumer({ batchSize: 20 });
  for (let index = 0; index < REPLICAS; index++)
    await report(index, models.now + index, index % 3 === 0 ? ['server-unreachable'] : []);
  await models.caughtUp();
  expect(failures).toBeGreaterThan(3);
  const told = await models.store.readStream('incidents', { limit: 100 });
  expect(told.filter(({ type }) => type === 'IncidentOpened')).toHaveLength(1);
  const joined = told.flatMap(({ data }) => (data as { joined?: string[] }).joined ?? []);
  expect([...joined].sort()).toEqual(ids.filter((_, index) => index % 3 === 0).sort());
});
