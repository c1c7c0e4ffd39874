import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { Event } from '@event-driven-io/emmett';
import type { Contender } from './contender.ts';
import { FOLDERS, singleFolders, streamOf } from './folders.ts';

type FolderCounted = Event<'FolderCounted', ReturnType<typeof singleFolders>[number]>;

/** Emmett on PostgreSQL, 20 events an append. Each writer keeps to streams of its own, so that none has to wait or try again. */
export const emmett = (writers: number): Contender => ({
  name: `Emmett, ${writers} writers`,
  how: '20 events an append, no idempotency key',
  async open({ url, pool }) {
    const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
    await store.schema.migrate();
    return {
      callers: writers,
      async store(call) {
        const events = singleFolders(call).map((data): FolderCounted => ({ type: 'FolderCounted', data }));
        await store.appendToStream<FolderCounted>(`replica-${streamOf(call)}`, events);
        return FOLDERS;
      },
      count: async () => (await pool.query('SELECT count(*)::int AS n FROM emt_messages')).rows[0].n,
      close: () => store.close(),
    };
  },
});
