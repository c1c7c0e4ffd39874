import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { liveTheirLives } from '../testing/lives.ts';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { fixLives } from './fix-lives.ts';

jest.setTimeout(120_000);
let models: ReadModels;
beforeEach(async () => {
  models = await startReadModels();
});
afterEach(() => models.close());

it('the rows of fixes say what the log says, whatever happened and however it was batched', async () => {
  models.startConsumer({ batchSize: 7, mostFolders: 10 });
  const replicas = await liveTheirLives(models, { replicas: 8, steps: 400, seed: 11 });
  await models.caughtUp();
  const seen = new Set<string>();
  for (const replica of replicas) {
    const told = (await fixLives(models.store, replica)).map((life) => [
      life.fix,
      life.number,
      life.status,
      life.suggestedAt,
      life.tried?.at ?? null,
      life.tried?.by ?? null,
      life.confirmedAt,
      life.turnedAt,
    ]);
    const { rows } = await models.pool.query({
      text: `SELECT fix, number, status, suggested_at::float8, tried_at::float8, tried_by, confirmed_at::float8, turned_at::float8
             FROM ${READ_SCHEMA}.fix_life WHERE replica = $1`,
      values: [replica],
      rowMode: 'array',
    });
    expect(inOrder(rows)).toEqual(inOrder(told));
    for (const [, , status] of told) seen.add(String(status));
  }
  expect(seen.size).toBeGreaterThan(2);
});

const inOrder = (rows: readonly unknown[][]) =>
  [...rows].sort((a, b) => `${String(a[0])} ${String(a[1])}`.localeCompare(`${String(b[0])} ${String(b[1])}`));
