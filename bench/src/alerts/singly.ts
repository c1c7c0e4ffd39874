import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { httpSender } from '../server/senders.ts';
import type { System } from '../server/system.ts';
import { watchMemory, type Memory } from './memory.ts';
import { joinPatients } from './patients.ts';
import type { Sink } from './sink.ts';
import { allTold, openings } from './told.ts';

export interface Singly {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly measured: number;
  readonly missing: number;
  readonly memory: Memory;
}

/** One condition after the other, each on a server of its own, so that each is a message of its own. */
export async function measureSingly({
  system,
  sink,
  pool,
  waitMs,
  perSecond,
  seconds,
}: {
  readonly system: System;
  readonly sink: Sink;
  readonly pool: pg.Pool;
  readonly waitMs: number;
  readonly perSecond: number;
  readonly seconds: number;
}): Promise<Singly> {
  const alone = (number: number) => `alone-${number}.example.org`;
  const patients = await joinPatients(system, perSecond * seconds, alone, (number) => `1.${number}`);
  const sender = httpSender(system.url);
  for (const patient of patients) await sender.send(patient);

  const memory = watchMemory(system);
  const since = Date.now();
  const began = performance.now();
  const waiting: Promise<void>[] = [];
  for (const [index, patient] of patients.entries()) {
    await pause(Math.max(0, began + (index * 1_000) / perSecond - performance.now()));
    waiting.push(sender.send(patient));
  }
  await Promise.all(waiting);
  await allTold(pool, since, patients.length, waitMs + 30_000);
  const found = await openings(pool, sink.arrived, since, waitMs);
  sender.close();

  const sorted = found.map(({ beyondWaitMs }) => beyondWaitMs).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return {
    perSecond,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    measured: found.length,
    missing: patients.length - found.length,
    memory: await memory.stop(),
  };
}
