import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import {
  acksOf,
  expectWhole,
  killWriter,
  startWriter,
  stopWriter,
  untilAcknowledged,
  wholeLog,
} from '../testing/writers.ts';

describe('writers in several processes', () => {
  let log: TestLog;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lockstep-writers-'));
    log = await openTestLog({ rangeSize: 500 });
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it('sixteen of them lose nothing, double nothing, and show nothing out of order to those who read meanwhile', async () => {
    const ackFile = (name: string) => join(folder, name);
    const names = ['p0', 'p1', 'p2', 'p3'];
    let done = false;
    const readers = [1, 7, 500].map((limit) => follow(log.store, limit, () => done));
    const writers = await Promise.all(
      names.map((name, index) =>
        startWriter({ url: log.url, name, lanes: 4, keyed: index % 2 === 0, ackFile: ackFile(name), most: 60 }),
      ),
    );
    await Promise.all(writers.map((writer) => new Promise((resolve) => writer.once('exit', resolve))));
    done = true;

    const acks = names.flatMap((name) => acksOf(ackFile(name)));
    expect(acks).toHaveLength(4 * 4 * 60);
    const events = await wholeLog(log.store);
    expectWhole(events, acks);
    expect(events).toHaveLength(acks.length * 3);
    for (const seen of await Promise.all(readers)) expect(seen).toBe(events.length);
  }, 60_000);

  it('one that is killed ten times, with kill -9, has stored every acknowledged append once, and none in half', async () => {
    const settings = [true, false].map((keyed) => ({
      url: log.url,
      name: keyed ? 'keyed' : 'keyless',
      lanes: 4,
      keyed,
      ackFile: join(folder, String(keyed)),
    }));
    for (let round = 0; round < 10; round++) {
      const writers = await Promise.all(settings.map(startWriter));
      await untilAcknowledged([settings[0]!.ackFile], 5, writers);
      // At another moment of its work each time.
      await pause(round * 3);
      await Promise.all(writers.map(killWriter));
    }
    const last = await Promise.all(settings.map(startWriter));
    await pause(50);
    await Promise.all(last.map(stopWriter));

    const acks = settings.flatMap(({ ackFile }) => acksOf(ackFile));
    const events = await wholeLog(log.store);
    expectWhole(events, acks);
    // Of what was sent with a key nothing is missing either, since it was sent again.
    const keyed = events.filter(({ key }) => key);
    for (const stream of new Set(keyed.map((event) => event.stream))) {
      const seqs = keyed.filter((event) => event.stream === stream).map(({ key }) => key!.seq);
      expect(new Set(seqs)).toEqual(new Set(Array.from({ length: Math.max(...seqs) }, (_, index) => index + 1)));
    }
  }, 60_000);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads page after page as a consumer would; throws at the first gap. Answers how many it saw. */
async function follow(store: EventStore, limit: number, isDone: () => boolean): Promise<number> {
  let position = 0;
  for (;;) {
    const wasDone = isDone();
    const page = await store.readLog({ after: position, limit });
    for (const event of page) {
      if (event.position !== position + 1) throw new Error(`after ${position} came ${event.position}`);
      position = event.position;
    }
    if (page.length === 0 && wasDone) return position;
    if (page.length === 0) await pause(1);
  }
}
