import { randomUUID } from 'node:crypto';
import { createPostgresStore, migrateStore, type Append } from '@lockstep/event-store';
import type { Contender } from './contender.ts';
import { compactReport, FOLDERS, observedAt, singleFolders, streamOf } from './folders.ts';

/** As the product uses it: one event a report, with its idempotency key and content hash, each acknowledged after its commit. */
export const lockstepReports = lockstep('this store, one event a report', (call, epoch) => ({
  stream: streamOf(call),
  key: { epoch, seq: call + 1 },
  contentHash: call.toString(16).padStart(64, '0'),
  events: [{ type: 'ReplicaReported', observedAt: observedAt(call), data: compactReport(call, epoch) }],
}));

/** The same store, used as the others are: to tell the gain of the scheme from the gain of larger events. */
export const lockstepSingles = lockstep('this store, one event a folder', (call, epoch) => ({
  stream: streamOf(call),
  key: { epoch, seq: call + 1 },
  contentHash: call.toString(16).padStart(64, '0'),
  events: singleFolders(call).map((data) => ({ type: 'FolderCounted', observedAt: observedAt(call), data })),
}));

function lockstep(name: string, appendOf: (call: number, epoch: string) => Append): Contender {
  const callers = 256;
  return {
    name,
    how: `20 folders an append, idempotent and ordered, ${callers} appends at once`,
    async open({ pool }) {
      await migrateStore(pool);
      const store = createPostgresStore({ pool });
      const epoch = randomUUID();
      return {
        callers,
        async store(call) {
          const { outcome } = await store.append(appendOf(call, epoch));
          if (outcome !== 'stored') throw new Error(`expected it stored, got ${outcome}`);
          return FOLDERS;
        },
        async count() {
          const { rows } = await pool.query(
            `SELECT COALESCE(sum(CASE type WHEN 'ReplicaReported' THEN json_array_length(data->'folders') ELSE 1 END), 0)::int AS n
             FROM log.events`,
          );
          return rows[0].n;
        },
        close: () => store.close(),
      };
    },
  };
}
