import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPostgres, type PostgresServer } from '@lockstep/postgres-server';
import pg from 'pg';
import { acksOf, expectWhole, startWriter, stopWriter, untilAcknowledged, wholeLog } from '../testing/writers.ts';
import { createPostgresStore } from './postgres-store.ts';
import { migrateStore } from './schema.ts';

describe('a PostgreSQL that is killed', () => {
  let folder: string;
  let server: PostgresServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lockstep-killed-'));
    server = await startPostgres({ dataDir: folder });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('ten times, with kill -9, has kept every acknowledged append once, with a key or without, and none in half', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 4 });
    pool.on('error', () => undefined);
    await migrateStore(pool, { rangeSize: 1_000 });
    const settings = [true, false].map((keyed) => ({
      url: server.url,
      name: keyed ? 'keyed' : 'keyless',
      lanes: 8,
      keyed,
      ackFile: join(folder, String(keyed)),
    }));
    const writers = await Promise.all(settings.map(startWriter));
    const ackFiles = settings.map(({ ackFile }) => ackFile);

    for (let round = 0; round < 10; round++) {
      await untilAcknowledged(ackFiles, 20, writers);
      // At another moment of their work each time.
      await pause(round * 2);
      process.kill(server.pid, 'SIGKILL');
    }
    await untilAcknowledged(ackFiles, 20, writers);
    await Promise.all(writers.map(stopWriter));

    const acks = settings.flatMap(({ ackFile }) => acksOf(ackFile));
    const store = createPostgresStore({ pool });
    const events = await wholeLog(store);
    expectWhole(events, acks);
    // Nobody gave up, so everything that was sent is acknowledged, and nothing else is there.
    expect(events).toHaveLength(acks.length * 3);
    await store.close();
    await pool.end();
  }, 120_000);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
