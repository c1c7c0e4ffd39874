import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import type { DatabaseOf } from '../database.ts';
import type { Contender } from './contender.ts';
import { FOLDERS, singleFolders, streamOf } from './folders.ts';

/** message-db from its own SQL, 20 messages a statement. One category, as one kind of stream would have: it locks by category. */
export const messageDb = (writers: number): Contender => ({
  name: `message-db, ${writers} writers`,
  how: '20 messages a statement, no idempotency key',
  async open({ pool }: DatabaseOf) {
    await install(pool);
    return {
      callers: writers,
      async store(call) {
        await pool.query({
          name: 'write',
          text: `SELECT write_message(gen_random_uuid()::varchar, $1::varchar, 'FolderCounted', folder)
                 FROM unnest($2::jsonb[]) AS folder`,
          values: [`replica-${streamOf(call)}`, singleFolders(call).map((folder) => JSON.stringify(folder))],
        });
        return FOLDERS;
      },
      count: async () => (await pool.query('SELECT count(*)::int AS n FROM messages')).rows[0].n,
      close: async () => undefined,
    };
  },
});

const FILES = [
  'schema/message-store',
  'tables/messages',
  'types/message',
  ...[
    'message-store-version',
    'hash-64',
    'acquire-lock',
    'category',
    'is-category',
    'id',
    'cardinal-id',
    'stream-version',
  ].map((name) => `functions/${name}`),
  ...['write-message', 'get-stream-messages', 'get-category-messages', 'get-last-stream-message'].map(
    (name) => `functions/${name}`,
  ),
  ...['messages-id', 'messages-stream', 'messages-category'].map((name) => `indexes/${name}`),
];

/** As its install.sh does, without psql; its pgcrypto is left out, PostgreSQL has had gen_random_uuid() of its own since 13. */
async function install(pool: pg.Pool): Promise<void> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database');
  const client = await pool.connect();
  try {
    const { rows } = await client.query('SELECT current_database() AS name');
    await client.query(`ALTER DATABASE ${rows[0].name} SET search_path TO message_store, public`);
    await client.query('SET search_path TO message_store, public');
    for (const file of FILES) await client.query(readFileSync(join(folder, `${file}.sql`), 'utf8'));
  } finally {
    // The others of the pool are opened later, with the new search path.
    client.release(true);
  }
}
