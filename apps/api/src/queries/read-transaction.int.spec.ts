import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { readTransaction } from './read-transaction.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2, connectionTimeoutMillis: 2_000 });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('many answers at once', () => {
  it('do not wait for each other’s second connection', async () => {
    const answer = () =>
      readTransaction(pool, async () => {
        const { rows } = await pool.query<{ one: number }>('SELECT 1 AS one, pg_sleep(0.02)');
        return rows[0]!.one;
      });
    expect(await Promise.all(Array.from({ length: 8 }, answer))).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('make room again when one of them fails', async () => {
    const failing = () => readTransaction(pool, () => Promise.reject(new Error('no answer')));
    const results = await Promise.allSettled([failing(), failing(), failing()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await readTransaction(pool, async (client) => (await client.query('SELECT 2 AS two')).rows)).toEqual([
      { two: 2 },
    ]);
  });
});
