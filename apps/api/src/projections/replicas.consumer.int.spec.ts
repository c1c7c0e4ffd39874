import { expect, it, jest } from '@jest/globals';
import { createTestDatabase } from '@lockstep/postgres-server';
import pg from 'pg';
import { enrol } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { startTestServer } from '../testing/start-test-server.ts';
import { READ_SHAPE } from './read-tables.ts';

jest.setTimeout(60_000);

it('rows that another version of the code made are made anew when the server starts', async () => {
  const database = await createTestDatabase();
  const before = await startTestServer({ databaseUrl: database.url });
  await enrol(before.url, { mailbox: 'anna@example.org' });
  await eventually(async () => {
    const { rows } = await before.pool.query('SELECT mailbox FROM read.replica_list');
    expect(rows).toEqual([{ mailbox: 'anna@example.org' }]);
  });
  await before.close();

  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(`UPDATE read.progress SET shape = 0`);
  // What an older shape did not have.
  await client.query('DROP TABLE read.report_minute');
  await client.query(`UPDATE read.replica_list SET mailbox = 'of old'`);
  const after = await startTestServer({ databaseUrl: database.url });
  await enrol(after.url, { mailbox: 'bert@example.org' });
  await eventually(async () => {
    const { rows } = await client.query(
      'SELECT l.mailbox, p.shape FROM read.replica_list l, read.progress p ORDER BY 1',
    );
    expect(rows).toEqual(['anna', 'bert'].map((name) => ({ mailbox: `${name}@example.org`, shape: READ_SHAPE })));
  });
  await client.end();
  await after.close();
  await database.drop();
});
