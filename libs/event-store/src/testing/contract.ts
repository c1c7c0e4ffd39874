import { afterEach, describe, expect, it } from '@jest/globals';
import { startConsumer, type Consumer, type ConsumerOptions } from '../consumer/consumer.ts';
import type { ConsumableStore } from '../event-store.ts';
import type { Append, Instant, NewEvent, RecordedEvent } from '../types.ts';
import type { Upcast } from '../upcast.ts';
import { upcastWith } from '../upcast.ts';

export type MakeStore<Tx> = (options: { clock: () => Instant; upcast?: Upcast }) => Promise<ConsumableStore<Tx>>;

export const event = (n: number, more: Partial<NewEvent> = {}): NewEvent => ({
  type: 'Counted',
  observedAt: n,
  data: { n },
  ...more,
});

/** What every store promises, to whichever log partition one writes. */
export function eventStoreContract<Tx>(make: MakeStore<Tx>, partition: number): void {
  let now = 1_000_000;
  let store: ConsumableStore<Tx>;
  const consumers: Consumer[] = [];

  const open = async (upcast?: Upcast) => (store = await make({ clock: () => now, ...(upcast && { upcast }) }));
  const append = (stream: string, events: NewEvent[], more: Partial<Append> = {}) =>
    store.append({ partition, stream, events, ...more });
  const consume = (options: Pick<ConsumerOptions<Tx>, 'handle'> & Partial<ConsumerOptions<Tx>>) => {
    const consumer = startConsumer({ store, name: 'counter', partition, pollMs: 20, clock: () => now, ...options });
    consumers.push(consumer);
    return consumer;
  };
  const numbers = (events: readonly RecordedEvent[]) => events.map(({ data }) => (data as { n: number }).n);

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    await store.close();
  });

  describe('appending', () => {
    it('gives positions from 1 on, in order, without gaps, and says when it learned it', async () => {
      await open();
      const first = await append('a', [event(1), event(2)]);
      now += 5;
      const second = await append('b', [event(3)]);

      expect([first, second]).toEqual([
        { outcome: 'stored', position: 2, recordedAt: now - 5 },
        { outcome: 'stored', position: 3, recordedAt: now },
      ]);
      expect(await store.head(partition)).toEqual({ position: 3, recordedAt: now });
      expect(await store.readLog({ partition, after: 0, limit: 10 })).toMatchObject([
        {
          partition,
          position: 1,
          stream: 'a',
          type: 'Counted',
          version: 1,
          observedAt: 1,
          recordedAt: now - 5,
          key: null,
          data: { n: 1 },
        },
        { position: 2, stream: 'a' },
        { position: 3, stream: 'b', recordedAt: now },
      ]);
    });

    it('never lets the recorded time go back, even when the clock does', async () => {
      await open();
      await append('a', [event(1)]);
      now -= 60_000;
      const second = await append('a', [event(2)]);
      now += 60_000;
      expect(second).toMatchObject({ recordedAt: now });
    });

    it('keeps the order of one call, and of calls that do not wait for each other', async () => {
      await open();
      await Promise.all([1, 2, 3].map((n) => append('a', [event(n)])));
      await store.appendAll([4, 5, 6].map((n) => ({ partition, stream: 'a', events: [event(n)] })));
      expect(numbers(await store.readStream('a', { partition }))).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('keeps any text and any JSON as it came', async () => {
      await open();
      const data = {
        'né\u0000\ud83d\ude00\\"\n': [null, true, -1.5e300, 9007199254740991, '\ud800', { deep: [[]] }],
        empty: '',
      };
      await append('Projets/Été 📬', [event(0, { type: 'Ünïcode', data, observedAt: -62135596800000, version: 3 })]);
      expect(await store.readStream('Projets/Été 📬', { partition })).toMatchObject([
        { stream: 'Projets/Été 📬', type: 'Ünïcode', version: 3, observedAt: -62135596800000, data },
      ]);
    });

    it('refuses a malformed append, and stores nothing of it', async () => {
      await open();
      const wrong: Partial<Append>[] = [
        { events: [] },
        { stream: 'a\u0000b' },
        { stream: '' },
        { key: { epoch: '\ud800', seq: 1 } },
        { key: { epoch: 'e', seq: 0.5 } },
        { events: [event(Number.NaN)] },
        { expectedVersion: -1 },
      ];
      for (const more of wrong) await expect(append('a', [event(1)], more)).rejects.toThrow('Not appended');
      expect(await store.head(partition)).toEqual({ position: 0, recordedAt: null });
    });

    it('refuses work once closed, and has nothing left in the queue', async () => {
      await open();
      const last = append('a', [event(1)]);
      await store.close();
      expect(await last).toMatchObject({ outcome: 'stored' });
      await expect(append('a', [event(2)])).rejects.toThrow('closed');
      expect(store.queued()).toEqual({ appends: 0, bytes: 0 });
    });
  });

  describe('an idempotency key', () => {
    const key = { epoch: 'spool', seq: 7 };

    it('is stored once, whether it comes again later, at the same time, or in the same call', async () => {
      await open();
      const same = { partition, stream: 'a', events: [event(1), event(2)], key, contentHash: 'x' };
      const together = await Promise.all([store.append(same), store.append(same)]);
      const inOneCall = await store.appendAll([
        same,
        { ...same, key: { ...key, seq: 8 } },
        { ...same, key: { ...key, seq: 8 } },
      ]);

      expect(together).toEqual([
        { outcome: 'stored', position: 2, recordedAt: now },
        { outcome: 'duplicate', position: 2 },
      ]);
      expect(inOneCall.map(({ outcome }) => outcome)).toEqual(['duplicate', 'stored', 'duplicate']);
      expect(await store.head(partition)).toMatchObject({ position: 4 });
    });

    it('with another content is a conflict, and writes nothing', async () => {
      await open();
      await append('a', [event(1)], { key, contentHash: 'x' });
      expect(await append('a', [event(2)], { key, contentHash: 'y' })).toEqual({ outcome: 'conflict', position: 1 });
      expect(await append('a', [event(2)], { key })).toEqual({ outcome: 'duplicate', position: 1 });
      expect(await store.head(partition)).toMatchObject({ position: 1 });
    });

    it('belongs to its stream and its epoch', async () => {
      await open();
      const appends = [
        await append('a', [event(1)], { key }),
        await append('b', [event(2)], { key }),
        await append('a', [event(3)], { key: { ...key, epoch: 'other' } }),
      ];
      expect(appends.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored']);
      expect((await store.readStream('a', { partition })).map((found) => found.key)).toEqual([
        key,
        { epoch: 'other', seq: 7 },
      ]);
    });

    it('never hurts its neighbours in a batch', async () => {
      await open();
      await append('a', [event(1)], { key, contentHash: 'x' });
      const results = await store.appendAll([
        { partition, stream: 'b', events: [event(2)] },
        { partition, stream: 'a', events: [event(3)], key, contentHash: 'y' },
        { partition, stream: 'c', events: [event(4)], expectedVersion: 99 },
        { partition, stream: 'd', events: [event(5)] },
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'conflict', 'wrong-version', 'stored']);
      expect(numbers(await store.readLog({ partition, after: 0, limit: 10 }))).toEqual([1, 2, 5]);
    });

    it('tells a writer where it left off: the newest of the epoch that began last', async () => {
      await open();
      expect(await store.latestKey('a', { partition })).toBeNull();
      for (const [epoch, seq] of [
        ['z', 1],
        ['z', 2],
        ['b', 4],
        ['b', 5],
        ['z', 9],
        ['judge', 3],
      ] as const) {
        await append('a', [event(1)], { key: { epoch, seq } });
      }
      await append('other', [event(1)], { key: { epoch: 'c', seq: 1 } });
      expect(await store.latestKey('a', { partition })).toEqual({ epoch: 'judge', seq: 3 });
      expect(await store.latestKey('a', { partition, exceptEpochs: ['judge'] })).toEqual({ epoch: 'b', seq: 5 });
      expect(await store.latestKey('a', { partition, exceptEpochs: ['judge', 'b'] })).toEqual({ epoch: 'z', seq: 9 });
    });
  });

  describe('an expected version', () => {
    it('is the position of the newest event of the stream, 0 when there is none', async () => {
      await open();
      await append('other', [event(0)]);
      expect(await append('a', [event(1), event(2)], { expectedVersion: 0 })).toMatchObject({ position: 3 });
      expect(await append('a', [event(3)], { expectedVersion: 2 })).toEqual({ outcome: 'wrong-version', actual: 3 });
      expect(await append('a', [event(3)], { expectedVersion: 3 })).toMatchObject({ outcome: 'stored', position: 4 });
    });

    it('lets one of many through', async () => {
      await open();
      const results = await Promise.all([1, 2, 3, 4].map((n) => append('a', [event(n)], { expectedVersion: 0 })));
      expect(results.map(({ outcome }) => outcome).sort()).toEqual([
        'stored',
        'wrong-version',
        'wrong-version',
        'wrong-version',
      ]);
    });

    it('does not matter to a duplicate', async () => {
      await open();
      const again = { key: { epoch: 'e', seq: 1 }, expectedVersion: 0 };
      await append('a', [event(1)], again);
      expect(await append('a', [event(1)], again)).toEqual({ outcome: 'duplicate', position: 1 });
    });
  });

  describe('reading', () => {
    it('reads a stream forwards and backwards, by position, time and type', async () => {
      await open();
      for (const n of [1, 2, 3, 4]) {
        now += 10;
        await append('a', [event(n, { observedAt: 100 - n, type: n % 2 ? 'Odd' : 'Even' })]);
        await append('b', [event(-n)]);
      }
      const read = async (options: object) => numbers(await store.readStream('a', { partition, ...options }));
      expect(await read({})).toEqual([1, 2, 3, 4]);
      expect(await read({ backwards: true, limit: 2 })).toEqual([4, 3]);
      expect(await read({ after: 1, before: 7 })).toEqual([2, 3]);
      expect(await read({ observedUntil: 97 })).toEqual([3, 4]);
      expect(await read({ recordedUntil: now - 20 })).toEqual([1, 2]);
      expect(await read({ types: ['Even'], backwards: true })).toEqual([4, 2]);
      expect(await store.readStream('nobody', { partition })).toEqual([]);
    });

    it('reads the log by page, and the streams that changed', async () => {
      await open();
      await store.appendAll(
        [1, 2, 3, 4, 5].map((n) => ({ partition, stream: n % 2 ? 'odd' : 'even', events: [event(n)] })),
      );
      expect(numbers(await store.readLog({ partition, after: 1, limit: 3 }))).toEqual([2, 3, 4]);
      expect(await store.readLog({ partition, after: 5, limit: 3 })).toEqual([]);
      expect((await store.changedStreams({ partition, after: 0, upTo: 5, limit: 9 })).sort()).toEqual(['even', 'odd']);
      expect(await store.changedStreams({ partition, after: 4, upTo: 5, limit: 9 })).toEqual(['odd']);
      expect(await store.changedStreams({ partition, after: 0, upTo: 5, limit: 1 })).toHaveLength(1);
    });

    it('reads of the log only the types that are asked for, and nothing beyond where one stops', async () => {
      await open();
      const typed = (n: number) => event(n, { type: n % 3 === 0 ? 'Third' : n % 2 ? 'Odd' : 'Even' });
      await store.appendAll(
        Array.from({ length: 40 }, (_, n) => ({ partition, stream: `s${n % 5}`, events: [typed(n + 1)] })),
      );
      const read = async (options: object) =>
        numbers(await store.readLog({ partition, after: 0, limit: 99, ...options }));
      expect(await read({ types: ['Third'], limit: 3 })).toEqual([3, 6, 9]);
      expect(await read({ types: ['Third'], after: 9, upTo: 20 })).toEqual([12, 15, 18]);
      expect(await read({ types: ['Even', 'Third'], after: 33 })).toEqual([34, 36, 38, 39, 40]);
      expect(await read({ upTo: 4 })).toEqual([1, 2, 3, 4]);
      expect(await read({ types: ['Nothing'] })).toEqual([]);
      expect(await read({ types: [] })).toEqual([]);
    });

    it('lifts old shapes to the newest as they are read', async () => {
      await open(
        upcastWith([
          { type: 'Counted', from: 1, lift: (data) => ({ ...(data as { n: number }), unit: 'items' }) },
          { type: 'Counted', from: 2, to: 'Tallied', lift: (data) => ({ ...(data as { n: number }), lifted: 2 }) },
        ]),
      );
      await append('a', [event(1), event(2, { version: 2 }), event(3, { version: 3 })]);
      expect(await store.readStream('a', { partition })).toMatchObject([
        { type: 'Tallied', version: 3, data: { n: 1, unit: 'items', lifted: 2 } },
        { type: 'Tallied', version: 3, data: { n: 2, lifted: 2 } },
        { type: 'Counted', version: 3, data: { n: 3 } },
      ]);
    });
  });

  describe('a consumer', () => {
    const append100 = () =>
      store.appendAll(Array.from({ length: 100 }, (_, n) => ({ partition, stream: `s${n % 7}`, events: [event(n)] })));

    it('hands over all events once, in order, those there and those that come', async () => {
      await open();
      await append100();
      const seen: number[] = [];
      const advanced: number[] = [];
      const consumer = consume({
        batchSize: 16,
        handle: async (batch) => void seen.push(...batch.map(({ position }) => position)),
        onAdvanced: (position) => advanced.push(position),
      });
      await until(() => seen.length === 100);
      await append100();
      await until(() => consumer.status().position === 200);

      expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
      expect(advanced.at(-1)).toBe(200);
      expect(consumer.status()).toMatchObject({ name: 'counter', state: 'running', error: null });
    });

    it('goes on where it stopped', async () => {
      await open();
      await append100();
      const first = consume({ handle: async () => undefined });
      await until(() => first.status().position === 100);
      await first.stop();
      await append('a', [event(101)]);
      const seen: number[] = [];
      consume({ handle: async (batch) => void seen.push(...numbers(batch)) });
      await until(() => seen.length > 0);
      expect(seen).toEqual([101]);
    });

    it('tries a transient failure again until it passes', async () => {
      await open();
      await append100();
      let failures = 3;
      const seen: number[] = [];
      const troubles: string[] = [];
      consume({
        handle: async (batch) => {
          if (failures-- > 0) throw Object.assign(new Error('the connection broke'), { code: '08006' });
          seen.push(...numbers(batch));
        },
        onTrouble: ({ kind }) => troubles.push(kind),
      });
      await until(() => seen.length === 100);
      expect(troubles).toEqual(['retrying', 'retrying', 'retrying']);
    });

    it('parks the one event that the handler cannot take, and goes on with all others', async () => {
      await open();
      await append100();
      const seen = new Set<number>();
      let poisoned = 33;
      const consumer = consume({
        handle: async (batch) => {
          if (numbers(batch).includes(poisoned)) throw new TypeError('cannot take 33');
          numbers(batch).forEach((n) => seen.add(n));
        },
      });
      await until(() => consumer.status().position === 100);

      expect(seen.size).toBe(99);
      expect(seen.has(33)).toBe(false);
      expect(await consumer.parked()).toMatchObject([{ position: 34, type: 'Counted', stream: 's5', parkedAt: now }]);
      expect((await consumer.parked())[0]!.reason).toContain('cannot take 33');

      await expect(consumer.retryParked(34)).rejects.toThrow('cannot take 33');
      expect(await consumer.parked()).toHaveLength(1);
      poisoned = -1;
      expect(await consumer.retryParked(34)).toBe(true);
      expect(await consumer.retryParked(34)).toBe(false);
      expect(await consumer.parked()).toEqual([]);
      expect(seen.has(33)).toBe(true);
    });

    it('waits, rather than parking the whole log, when the handler can take nothing', async () => {
      await open();
      await append100();
      const consumer = consume({
        handle: async () => {
          throw new TypeError('a bug');
        },
      });
      await until(() => consumer.status().state === 'retrying');
      expect(consumer.status().error).toContain('a bug');
      expect(await consumer.parked()).toHaveLength(20);
    });

    it('hands nothing over twice because somebody who was told of it failed', async () => {
      await open();
      await append100();
      const seen: number[] = [];
      let failures = 2;
      const consumer = consume({
        batchSize: 30,
        handle: async (batch) => void seen.push(...numbers(batch)),
        onAdvanced: () => {
          if (failures-- > 0) throw new Error('nobody listens');
        },
      });
      await until(() => consumer.status().position === 100);
      expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n));
      expect(await consumer.parked()).toEqual([]);
    });

    it('runs once at a time: a second runner stands by, and takes over when the first one stops', async () => {
      await open();
      const seen: string[] = [];
      const first = consume({ handle: async () => void seen.push('first') });
      await until(() => first.status().state === 'running');
      const second = consume({ handle: async () => void seen.push('second') });
      await until(() => second.status().state === 'standing-by');
      await append('a', [event(1)]);
      await until(() => seen.length === 1);
      await first.stop();
      await until(() => second.status().state === 'running');
      await append('a', [event(2)]);
      await until(() => seen.length === 2);
      expect(seen).toEqual(['first', 'second']);
    });

    describe('of some types', () => {
      const rare = (n: number) => store.append({ partition, stream: 's', events: [event(n, { type: 'Rare' })] });
      const stored = async () =>
        (await store.consumers.checkpoint({ partition, consumer: 'counter', source: partition }, false)).position;

      it('is handed those and no others, and moves over what lies between them', async () => {
        await open();
        await append100();
        await rare(1);
        await append100();
        await rare(2);
        const seen: number[] = [];
        const consumer = consume({ types: ['Rare'], handle: async (batch) => void seen.push(...numbers(batch)) });
        await until(() => seen.length === 2);
        await until(() => consumer.status().position === 202);
        await append100();
        await rare(3);
        await until(() => seen.length === 3);

        expect(seen).toEqual([1, 2, 3]);
        expect(await stored()).toBe(303);
      });

      it('moves its checkpoint twice a second while nothing of it comes, and when it stops', async () => {
        await open();
        const advanced: number[] = [];
        const options = { types: ['Rare'], handle: async () => undefined };
        const consumer = consume({ ...options, onAdvanced: (position) => advanced.push(position) });
        await until(() => consumer.status().state === 'running');
        await append100();
        now += 499;
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await stored()).toBe(0);
        now += 1;
        await until(() => consumer.status().position === 100);
        expect(await stored()).toBe(100);
        expect(advanced).toEqual([100]);

        await append100();
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await stored()).toBe(100);
        await consumer.stop();
        expect(await stored()).toBe(200);
      });

      it('moves it sooner over many, so that what is behind it may be forgotten', async () => {
        await open();
        for (let times = 0; times < 51; times++) await append100();
        const consumer = consume({ types: ['Rare'], handle: async () => undefined });
        await until(() => consumer.status().position === 5_100);
      });

      it('hands on after a failure what it had not handed over, though it had looked further', async () => {
        await open();
        await append100();
        let failures = 2;
        const seen: number[] = [];
        consume({
          types: ['Rare'],
          handle: async (batch) => {
            if (failures-- > 0) throw Object.assign(new Error('the connection broke'), { code: '08006' });
            seen.push(...numbers(batch));
          },
        });
        await rare(1);
        await append100();
        await rare(2);
        await until(() => seen.length === 2);
        expect(seen).toEqual([1, 2]);
      });

      it('replays up to the mark and not across it', async () => {
        await open();
        for (const n of [1, 2, 3, 4]) {
          await append('a', [event(-n)]);
          await rare(n);
        }
        const replayed: number[] = [];
        const live: number[] = [];
        consume({
          types: ['Rare'],
          replayUntil: 5,
          handle: async (batch, _tx, { replaying }) => void (replaying ? replayed : live).push(...numbers(batch)),
        });
        await until(() => replayed.length + live.length === 4);
        expect([replayed, live]).toEqual([
          [1, 2],
          [3, 4],
        ]);
      });
    });

    it('is told which events somebody has acted on already', async () => {
      await open();
      await append100();
      const replayed: number[] = [];
      const live: number[] = [];
      consume({
        batchSize: 30,
        replayUntil: 42,
        handle: async (batch, _tx, { replaying }) =>
          void (replaying ? replayed : live).push(...batch.map(({ position }) => position)),
      });
      await until(() => replayed.length + live.length === 100);
      expect(replayed.at(-1)).toBe(42);
      expect(live[0]).toBe(43);
    });
  });
}

/** Waits for something that happens elsewhere; the test's own time-out is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
