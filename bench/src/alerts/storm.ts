import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { enrol, FOLDERS, type Reporter } from '../server/fleet.ts';
import { httpSender, type Sender } from '../server/senders.ts';
import type { System } from '../server/system.ts';
import { watchMemory, type Memory } from './memory.ts';
import { joinPatients } from './patients.ts';
import type { Sink } from './sink.ts';
import { allTold, openings } from './told.ts';

export interface Storm {
  readonly conditions: number;
  /** From the first report of it to the acknowledgement of the last. */
  readonly seconds: number;
  readonly alerts: number;
  /** That are kept quiet by the incidents that were told of. */
  readonly quiet: number;
  readonly messages: number;
  readonly slowestBeyondWaitMs: number;
  /** Folder statistics a second of agents that have nothing to do with it. */
  readonly flow: { readonly offered: number; readonly stored: number; readonly refused: number };
  readonly memory: Memory;
}

/** All of them at once, on a few servers, while others report as always. */
export async function measureStorm({
  system,
  sink,
  pool,
  waitMs,
  conditions,
  servers,
  folderStatisticsPerSecond,
}: {
  readonly system: System;
  readonly sink: Sink;
  readonly pool: pg.Pool;
  readonly waitMs: number;
  readonly conditions: number;
  readonly servers: number;
  readonly folderStatisticsPerSecond: number;
}): Promise<Storm> {
  const others = await enrol(system, 200);
  const ofServer = (number: number) => `storm-${number % servers}.example.org`;
  // A version to each server, or all would be found to have the client as their one cause, and be told of in one message.
  const ofVersion = (number: number) => `1.5.${number % servers}`;
  const patients = await joinPatients(system, conditions, ofServer, ofVersion);
  const [sender, otherSender] = [httpSender(system.url), httpSender(system.url)];
  await inTurn(patients, sender);

  const memory = watchMemory(system);
  const flow = flowing(others, otherSender, folderStatisticsPerSecond);
  await pause(2_000);
  const since = Date.now();
  await inTurn(patients, sender);
  const seconds = (Date.now() - since) / 1_000;
  const { fired, quiet, messages } = await allTold(pool, since, conditions, waitMs + 60_000);
  const found = await openings(pool, sink.arrived, since, waitMs);
  const flowed = await flow.stop();
  sender.close();
  otherSender.close();
  return {
    conditions,
    seconds: Math.round(seconds * 10) / 10,
    alerts: fired,
    quiet,
    messages,
    slowestBeyondWaitMs: Math.max(...found.map(({ beyondWaitMs }) => beyondWaitMs)),
    flow: flowed,
    memory: await memory.stop(),
  };
}

/** As fast as they are taken, 64 at a time. */
async function inTurn(patients: readonly Reporter[], sender: Sender): Promise<void> {
  const left = patients.values();
  const one = async () => {
    for (const patient of left) await sender.send(patient);
  };
  await Promise.all(Array.from({ length: 64 }, one));
}

/** Others report at a fixed rate until it is stopped. */
function flowing(reporters: readonly Reporter[], sender: Sender, folderStatisticsPerSecond: number) {
  const perMs = folderStatisticsPerSecond / FOLDERS / 1_000;
  const began = performance.now();
  const waiting = new Set<Promise<void>>();
  let [sent, stored, refused] = [0, 0, 0];
  let isOn = true;
  const loop = (async () => {
    while (isOn) {
      const due = Math.floor((performance.now() - began) * perMs);
      for (; sent < due && waiting.size < 2_000; sent += 1) {
        const one: Promise<void> = sender
          .send(reporters[sent % reporters.length]!)
          .then(
            () => void (stored += 1),
            () => void (refused += 1),
          )
          .finally(() => waiting.delete(one));
        waiting.add(one);
      }
      await pause(2);
    }
  })();
  return {
    async stop(): Promise<Storm['flow']> {
      isOn = false;
      await loop;
      await Promise.all(waiting);
      const seconds = (performance.now() - began) / 1_000;
      return {
        offered: folderStatisticsPerSecond,
        stored: Math.round((stored * FOLDERS) / seconds),
        refused,
      };
    },
  };
}
