import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cloneRoot } from '../../config/config.ts';
import { eventually } from '../../testing/eventually.ts';
import { mulberry32 } from '../../testing/random.ts';
import { queueEvent, startOutbox, type Outbox } from './testing/outbox.ts';
import { startSink, type Sink } from './testing/sink.ts';

const PATIENCE_MS = 120_000;
const KILLS = 50;
const SEED = 20_261_123;

let outbox: Outbox;
let sink: Sink;
let life = 0;
let born: number;
let random: () => number;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  life = 0;
  born = Date.now();
  random = mulberry32(SEED);
  outbox = await startOutbox();
  sink = await startSink({ random: mulberry32(SEED + 1), label: () => life });
  await outbox.configure('hook', { settings: { kind: 'webhook', url: sink.url } });
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await outbox.close();
  await sink.close();
});

/** The part of a server that delivers, built, in a process of its own. */
async function startProcess(leaseMs: number): Promise<ChildProcess> {
  const script = `${cloneRoot}apps/api/dist/notify/delivery/testing/delivery-process.js`;
  const child = spawn(process.execPath, [script, outbox.url, String(born), String(leaseMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  void once(child, 'exit').then(() => running.delete(child));
  await Promise.race([
    once(child.stdout!, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('It did not start; is it built?'))),
  ]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const queue = (key: string, group: string) => queueEvent(outbox.store, { channel: 'hook', group, key, at: Date.now() });
const states = async () => {
  const { rows } = await outbox.pool.query(`SELECT state, count(*)::int AS n FROM alerts.outbox GROUP BY state`);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

describe('delivery', () => {
  it(
    `killed at ${KILLS} random times loses no message, and doubles only what was taken before a kill`,
    async () => {
      const keys = Array.from({ length: KILLS }, (_, n) => `message-${n}`);
      for (const [n, key] of keys.entries()) {
        life += 1;
        const child = await startProcess(300);
        await queue(key, `group ${n % 5}`);
        // From before it is claimed to after its outcome is noted; each third time close to where it hurts most.
        if (n % 3 === 0) await sink.nextTaken(1_000);
        await pause(random() * (n % 3 === 0 ? 8 : 120));
        await kill(child);
      }
      life += 1;
      await startProcess(300);
      await eventually(async () => expect(await states()).toEqual({ sent: KILLS }), 30_000);

      const times = new Map(keys.map((key) => [key, sink.taken.filter((one) => one.key === key)]));
      const doubles = [...times.values()].filter((taken) => taken.length > 1);
      // None is lost.
      expect([...times.values()].filter((taken) => taken.length === 0)).toEqual([]);
      expect(sink.taken.every(({ key }) => times.has(key))).toBe(true);
      // A double is of another life than the one before it: that one was answered, and killed before it could note so.
      for (const taken of doubles) expect(new Set(taken.map(({ during }) => during)).size).toBe(taken.length);
      // So the kills came at all points: before, while and after the other side had it.
      expect(doubles.length).toBeGreaterThan(0);
      expect(sink.missed).toBeGreaterThan(0);
      for (const key of keys)
        expect((await outbox.story(key)).filter((type) => type === 'Delivered')).toEqual(['Delivered']);
      // In the order of each group, by when each was first taken.
      for (const group of [0, 1, 2, 3, 4]) {
        const ofGroup = keys.filter((_, n) => n % 5 === group);
        const first = (key: string) => sink.taken.findIndex((one) => one.key === key);
        expect([...ofGroup].sort((a, b) => first(a) - first(b))).toEqual(ofGroup);
      }
    },
    PATIENCE_MS,
  );

  it(
    'by two processes at once sends each message once',
    async () => {
      await Promise.all([startProcess(15_000), startProcess(15_000)]);
      const keys = Array.from({ length: 60 }, (_, n) => `message-${n}`);
      for (const [n, key] of keys.entries()) await queue(key, `group ${n % 9}`);
      await eventually(async () => expect(await states()).toEqual({ sent: 60 }), 30_000);
      expect(sink.taken.map(({ key }) => key).sort()).toEqual([...keys].sort());
    },
    PATIENCE_MS,
  );
});
