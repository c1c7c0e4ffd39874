import { setTimeout as pause } from 'node:timers/promises';
import { FOLDERS, type Reporter } from './fleet.ts';
import type { Sender } from './senders.ts';
import type { System } from './system.ts';

export interface Throughput {
  /** Folder statistics acknowledged a second, over the whole time. */
  readonly folderStatisticsPerSecond: number;
  readonly seconds: number;
  readonly refused: number;
  /** Of the worst consumer, looked at twice a second. */
  readonly worstLagSeconds: number;
  readonly residentMegabytes: { readonly median: number; readonly most: number };
}

/** Sends at a fixed rate for a fixed time, whatever the answers do, and watches the server from outside meanwhile. */
export async function throughput(
  system: System,
  sender: Sender,
  reporters: readonly Reporter[],
  target: { readonly folderStatisticsPerSecond: number; readonly seconds: number },
): Promise<Throughput> {
  const perMs = target.folderStatisticsPerSecond / FOLDERS / 1_000;
  const watch = watchServer(system);
  const began = performance.now();
  const until = began + target.seconds * 1_000;
  let sent = 0;
  let stored = 0;
  let refused = 0;
  const waiting = new Set<Promise<void>>();

  for (let now = began; now < until; now = performance.now()) {
    const due = Math.floor((now - began) * perMs);
    for (; sent < due && waiting.size < 5_000; sent += 1) {
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
  await Promise.all(waiting);
  const seconds = (performance.now() - began) / 1_000;
  const seen = await watch.stop();
  return {
    folderStatisticsPerSecond: Math.round((stored * FOLDERS) / seconds),
    seconds: Math.round(seconds * 10) / 10,
    refused,
    ...seen,
  };
}

function watchServer(system: System) {
  const resident: number[] = [];
  let worstLagSeconds = 0;
  let watching = true;
  const loop = (async () => {
    while (watching) {
      const text = await (await fetch(`${system.url}/metrics`)).text();
      for (const [, lag] of text.matchAll(/^lockstep_consumer_lag_seconds\{[^}]*\} (\S+)$/gm))
        worstLagSeconds = Math.max(worstLagSeconds, Number(lag));
      const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1];
      if (bytes) resident.push(Number(bytes) / 1024 / 1024);
      await pause(500);
    }
  })();
  return {
    async stop() {
      watching = false;
      await loop;
      const sorted = resident.toSorted((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
      return {
        worstLagSeconds: Math.round(worstLagSeconds * 1_000) / 1_000,
        residentMegabytes: { median: Math.round(median), most: Math.round(sorted.at(-1) ?? NaN) },
      };
    },
  };
}
