import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { liveTheirLives } from '../testing/lives.ts';
import { READ_SCHEMA } from './read-tables.ts';
import { rankOf } from './status-rank.ts';

jest.setTimeout(60_000);
let models: ReadModels;
beforeEach(async () => {
  models = await startReadModels();
});
afterEach(() => models.close());

const LIST = `${READ_SCHEMA}.replica_list`;
const COUNTED = `SELECT kind, name, value, status, replicas FROM ${READ_SCHEMA}.value_count WHERE kind <> 'end'`;
/** When each should have caught up stands in no row, but each that catches up has one. */
const ENDS = `SELECT 'end' AS kind, '' AS name, '' AS value, status, sum(replicas)::int AS replicas
  FROM ${READ_SCHEMA}.value_count WHERE kind = 'end' GROUP BY status`;
const CATCHING_UP = `SELECT 'end' AS kind, '' AS name, '' AS value, status, count(*)::int AS replicas
  FROM ${LIST} WHERE status = ${rankOf('catching-up')} GROUP BY status`;
const LISTED = `SELECT kind, name, value, status, count(*)::int AS replicas FROM (
  SELECT 'server' AS kind, '' AS name, server AS value, status FROM ${LIST} WHERE server IS NOT NULL UNION ALL
  SELECT 'client', client_name, coalesce(client_version, ''), status FROM ${LIST} WHERE client_name IS NOT NULL UNION ALL
  SELECT 'synchronized', '', floor(last_synchronized_at / 60000.0)::text, status FROM ${LIST} WHERE last_synchronized_at IS NOT NULL UNION ALL
  SELECT 'size', 'folders', folders::text, status FROM ${LIST} UNION ALL
  SELECT 'size', 'behind', items_behind::text, status FROM ${LIST} WHERE items_behind IS NOT NULL UNION ALL
  SELECT 'policy', '', policy, status FROM ${LIST} UNION ALL
  SELECT 'rule', '', rule, status FROM ${LIST}, jsonb_array_elements_text(rules) AS one (rule) UNION ALL
  SELECT 'label', name, said, status FROM ${LIST}, jsonb_each_text(labels) AS one (name, said)) each GROUP BY 1, 2, 3, 4`;

const rowsOf = async (sql: string) =>
  (await models.pool.query(`${sql} ORDER BY kind, name, value, status`)).rows as { kind: string }[];

it('each value is counted as often as it stands in the list, with its status, whatever replicas live through', async () => {
  models.startConsumer({ batchSize: 7, mostFolders: 10 });
  await liveTheirLives(models, { replicas: 12, steps: 100, seed: 7 });
  await models.caughtUp();
  const before = await rowsOf(COUNTED);
  expect(before).toEqual(await rowsOf(LISTED));

  await liveTheirLives(models, { replicas: 12, steps: 300, seed: 8 });
  await models.caughtUp();
  const counted = await rowsOf(COUNTED);
  expect(counted).toEqual(await rowsOf(LISTED));
  expect(counted).not.toEqual(before);
  const ends = await rowsOf(ENDS);
  expect(ends).toEqual(await rowsOf(CATCHING_UP));
  expect(ends).toHaveLength(1);
  expect([...new Set(counted.map(({ kind }) => kind))]).toEqual([
    'client',
    'label',
    'policy',
    'rule',
    'server',
    'size',
    'synchronized',
  ]);
});

it('each mailbox is there as long as some replica has it, and with as many as have it', async () => {
  models.startConsumer({ batchSize: 7, mostFolders: 10 });
  const ids = await liveTheirLives(models, { replicas: 12, steps: 100, seed: 9 });
  const again = '20000000-0000-4000-8000-000000000000';
  await models.append(again, 'ReplicaEnrolled', models.now, { mailbox: 'user3@example.org', device: 'other' });
  await models.append(ids[5]!, 'ReplicaRetired', models.now, {});
  await models.caughtUp();
  const of = async (sql: string) => (await models.pool.query(`${sql} ORDER BY mailbox`)).rows as { mailbox: string }[];
  const counted = await of(`SELECT mailbox, replicas FROM ${READ_SCHEMA}.mailbox`);
  expect(counted).toEqual(await of(`SELECT mailbox, count(*)::int AS replicas FROM ${LIST} GROUP BY mailbox`));
  expect(counted).toContainEqual({ mailbox: 'user3@example.org', replicas: 2 });
  expect(counted.map(({ mailbox }) => mailbox)).not.toContain('user5@example.org');
});
