import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { fingerprint, startReadModels, type ReadModels } from '../testing/read-models.ts';
import { liveTheirLives } from '../testing/lives.ts';
import { rebuildReadModels } from './rebuild-read-models.ts';
import { NEXT_SCHEMA, READ_SCHEMA } from './read-tables.ts';

jest.setTimeout(60_000);
let models: ReadModels;
beforeEach(async () => {
  models = await startReadModels();
});
afterEach(() => models.close());

const rebuild = (over: object = {}) => rebuildReadModels({ pool: models.pool, store: models.store, ...over });

describe('a rebuild', () => {
  it('gives the bytes that the consumer gave, however either cut the log into batches and whatever it kept in memory', async () => {
    models.startConsumer({ batchSize: 7, mostFolders: 10 });
    await liveTheirLives(models, { replicas: 12, steps: 400, seed: 1 });
    await models.caughtUp();
    const live = await fingerprint(models.pool);
    expect(live['status_span']).not.toMatch(/^0 rows/);
    expect(live['replica_snapshot']).not.toMatch(/^0 rows/);
    expect(live['fix_life']).not.toMatch(/^0 rows/);
    expect(live['policy_change']).not.toMatch(/^0 rows/);
    const judgedBy = await models.pool.query(`SELECT DISTINCT policy FROM ${READ_SCHEMA}.replica_list`);
    expect(judgedBy.rows.length).toBeGreaterThan(1);

    expect(await rebuild({ pageSize: 33, mostFolders: 10 })).toBe(true);
    expect(await fingerprint(models.pool)).toEqual(live);

    expect(await rebuild()).toBe(true);
    expect(await fingerprint(models.pool)).toEqual(live);
  });

  it('catches up with a server that writes on, and the consumer goes on in the new tables', async () => {
    const head = async () => (await models.store.head()).position;
    models.startConsumer({ batchSize: 20 });
    await liveTheirLives(models, { replicas: 10, steps: 200, seed: 2 });
    const writing = liveTheirLives(models, { replicas: 10, steps: 400, seed: 3 });
    const before = await head();
    expect(await rebuild({ pageSize: 20 })).toBe(true);
    expect(await head()).toBeGreaterThan(before);
    await writing;
    await models.caughtUp();

    const live = await fingerprint(models.pool);
    expect(await rebuild()).toBe(true);
    expect(await fingerprint(models.pool)).toEqual(live);
    const { rows } = await models.pool.query(`SELECT type, count(*)::int AS n FROM log.append_key k JOIN log.events e
      ON e.stream = k.stream AND e.position = k.position WHERE k.epoch = 'judge' GROUP BY 1`);
    // Conclusions were appended by the consumer alone, and once.
    expect(rows.length).toBeGreaterThan(0);
  });

  it('leaves the connections that it gives back as they were', async () => {
    await liveTheirLives(models, { replicas: 2, steps: 10, seed: 5 });
    const listeners: number[] = [];
    models.pool.on('release', (_error, client) => listeners.push(client.listenerCount('error')));
    for (let times = 0; times < 3; times++) await rebuild();
    expect(new Set(listeners).size).toBe(1);
  });

  it('readers never see a half of it', async () => {
    models.startConsumer();
    await liveTheirLives(models, { replicas: 30, steps: 300, seed: 4 });
    await models.caughtUp();
    let rebuilding = true;
    const seen = new Set<string>();
    const readers = Array.from({ length: 3 }, async () => {
      while (rebuilding) {
        const client = await models.pool.connect();
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        const counted = await client.query(
          `SELECT coalesce(sum(replicas), 0)::int AS n FROM ${READ_SCHEMA}.fleet_count`,
        );
        const listed = await client.query(`SELECT count(*)::int AS n FROM ${READ_SCHEMA}.replica_list`);
        await client.query('COMMIT');
        client.release();
        seen.add(`${counted.rows[0].n} counted, ${listed.rows[0].n} listed`);
      }
    });
    for (let times = 0; times < 3; times++) await rebuild({ pageSize: 50 });
    rebuilding = false;
    await Promise.all(readers);
    expect([...seen]).toEqual(['30 counted, 30 listed']);
  });

  it('that was broken off goes on where it was', async () => {
    models.startConsumer();
    await liveTheirLives(models, { replicas: 10, steps: 300, seed: 5 });
    await models.caughtUp();
    const live = await fingerprint(models.pool);

    const stop = new AbortController();
    let pages = 0;
    const stopped = rebuild({ pageSize: 40, signal: stop.signal, onProgress: () => ++pages === 3 && stop.abort() });
    expect(await stopped).toBe(false);
    const { rows } = await models.pool.query(`SELECT position FROM ${NEXT_SCHEMA}.progress`);
    expect(Number(rows[0].position)).toBe(120);

    const positions: number[] = [];
    expect(
      await rebuild({ pageSize: 40, onProgress: ({ position }: { position: number }) => positions.push(position) }),
    ).toBe(true);
    expect(positions[0]).toBe(160);
    expect(await fingerprint(models.pool)).toEqual(live);
  });

  it('whose process was killed, at any moment, goes on as well', async () => {
    models.startConsumer();
    await liveTheirLives(models, { replicas: 10, steps: 300, seed: 6 });
    await models.caughtUp();
    const live = await fingerprint(models.pool);
    const { generation } = (await models.pool.query(`SELECT generation FROM ${READ_SCHEMA}.progress`)).rows[0];

    for (const afterMs of [20, 60, 120]) {
      const url = new URL(models.url);
      url.searchParams.set('application_name', 'to-be-killed');
      const pool = new pg.Pool({ connectionString: url.href });
      pool.on('error', () => undefined);
      const rebuilding = rebuildReadModels({ pool, store: models.store, pageSize: 10, flushEveryMs: 0 }).catch(
        () => 'killed',
      );
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      // Ends its connections in mid-statement, as a kill of the process would.
      await models.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to-be-killed'`,
      );
      await rebuilding;
      await pool.end();
    }
    await rebuild();
    expect(await fingerprint(models.pool)).toEqual(live);
    expect((await models.pool.query(`SELECT generation FROM ${READ_SCHEMA}.progress`)).rows[0].generation).not.toBe(
      generation,
    );
  });
});
