import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { counted, openTestLog, type TestLog } from '../testing/test-log.ts';
import { createPostgresStore } from './postgres-store.ts';

/** What the line between store and database does with the next COMMIT. */
type Cut = 'nothing' | 'before the commit arrives' | 'before its answer arrives';

describe('a connection that breaks at the COMMIT', () => {
  let log: TestLog;
  let line: Server;
  let cut: Cut = 'nothing';
  let cuts = 0;

  beforeEach(async () => {
    log = await openTestLog();
    line = lineTo(log.url);
    await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => line.close(resolve));
    await log.close();
  });

  function lineTo(url: string): Server {
    const target = { host: new URL(url).hostname, port: Number(new URL(url).port) };
    return createServer((near) => {
      const far = connect(target);
      let deaf = false;
      const end = () => [near, far].forEach((socket) => socket.destroy());
      [near, far].forEach((socket) => socket.on('error', end).on('close', end));
      near.on('data', (bytes) => {
        // With its end, to tell it from READ COMMITTED.
        if (cut === 'nothing' || !bytes.includes('COMMIT\0')) return far.write(bytes);
        cuts += 1;
        const how = cut;
        cut = 'nothing';
        if (how === 'before the commit arrives') return end();
        deaf = true;
        return far.write(bytes);
      });
      far.on('data', (bytes) => (deaf ? end() : near.write(bytes)));
    });
  }

  it('for good, refuses what waits in time, says that it may be sent again, and leaves nothing in the queue', async () => {
    await new Promise((resolve) => line.close(resolve));
    const pool = new pg.Pool({ connectionString: log.url.replace(/:\d+\//, ':1/'), max: 2 });
    const store = createPostgresStore({ pool, retryForMs: 150 });
    const appends = [1, 2, 3].map((n) => store.append({ stream: 'a', events: [counted(n)] }));
    expect(store.queued()).toMatchObject({ appends: 3 });
    for (const append of appends)
      await expect(append).rejects.toMatchObject({ name: 'AppendUnresolvedError', transient: true });
    expect(store.queued()).toEqual({ appends: 0, bytes: 0 });
    await store.close();
    await pool.end();
  });

  it.each<Cut>(['before the commit arrives', 'before its answer arrives'])(
    '%s, leaves the append stored once, with a key or without',
    async (how) => {
      const url = new URL(log.url);
      url.port = String((line.address() as AddressInfo).port);
      const pool = new pg.Pool({ connectionString: url.href, max: 2 });
      pool.on('error', () => undefined);
      const store = createPostgresStore({ pool, lingerMs: 0 });
      await store.append({ stream: 'a', events: [counted(1)] });

      cuts = 0;
      for (const n of [2, 3, 4]) {
        cut = how;
        const results = await store.appendAll([
          { stream: 'a', events: [counted(n), counted(-n)] },
          { stream: 'b', events: [counted(n)], key: { epoch: 'e', seq: n } },
        ]);
        expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
      }
      expect(cuts).toBe(3);
      const events = await log.store.readLog({ after: 0, limit: 100 });
      expect(events.map(({ data }) => (data as { n: number }).n)).toEqual([1, 2, -2, 2, 3, -3, 3, 4, -4, 4]);
      await store.close();
      await pool.end();
    },
  );
});
