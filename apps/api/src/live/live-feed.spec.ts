import { describe, expect, it } from '@jest/globals';
import type { Changed, FolderRow, ReplicaView } from '@lockstep/contracts';
import { LiveFeed } from './live-feed.ts';
import type { LiveReads, LiveSnapshot } from './live-reads.ts';

const folder = (serverItems: number) => ({ path: ['INBOX'], serverItems }) as unknown as FolderRow;

describe('the live feed', () => {
  it('tells a folder that is again as it was last told, when nobody looked meanwhile', async () => {
    const rows = { a: 1, b: 1 };
    let position = 0;
    let watched: string[] = [];
    const told: unknown[] = [];
    const reads: LiveReads = {
      position: async () => position,
      snapshot: (read) =>
        read({
          position,
          changed: async () => ['a'],
          ofChangedIncidents: async () => [],
          rows: async () => [],
          fleet: () => Promise.reject(new Error('nobody asked')),
          feed: async () => [],
          replica: async (id) => ({ replica: {} as ReplicaView, folders: [folder(rows[id as 'a' | 'b'])] }),
        }),
    };
    const feed = new LiveFeed({
      reads,
      audience: {
        isEmpty: () => true,
        watchedReplicas: () => watched,
        tell: (_room: string, { rows: [row] }: Changed) => told.push((row as { folders: unknown }).folders),
      },
      onError: (error) => told.push(error),
      pollEveryMs: 1,
    });
    const round = async (watching: string[], a: number) => {
      watched = watching;
      rows.a = a;
      position += 1;
      while (feed.position < position) await new Promise(setImmediate);
    };

    await feed.start();
    await round(['a'], 1);
    await round(['b'], 2);
    await round(['a', 'b'], 1);
    await feed.stop();
    expect(told).toEqual([[folder(1)], [folder(1)]]);
  });

  it('says for how long no rows could be read, so that nobody takes them for live', async () => {
    let away = false;
    const nothing = { position: 1 } as LiveSnapshot;
    const feed = new LiveFeed({
      reads: {
        position: async () => 1,
        snapshot: (read) => (away ? Promise.reject(new Error('away')) : read(nothing)),
      },
      audience: { isEmpty: () => true, watchedReplicas: () => [], tell: () => undefined },
      onError: () => undefined,
      pollEveryMs: 1,
    });
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise(setImmediate);
    };

    await feed.start();
    away = true;
    await until(() => feed.unreadForMs > 50);
    away = false;
    await until(() => feed.unreadForMs < 20);
    await feed.stop();
  });
});
