import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '../server/system.ts';

export interface Memory {
  readonly beforeMegabytes: number;
  readonly mostMegabytes: number;
  readonly afterMegabytes: number;
  /** Of the straight line through all samples; of minutes only, it also shows what a garbage collector has not come to. */
  readonly megabytesPerMinute: number;
}

/** Looks at the server's resident memory twice a second. */
export function watchMemory(system: System) {
  const samples: { at: number; megabytes: number }[] = [];
  let watching = true;
  const loop = (async () => {
    while (watching) {
      const bytes = await system.metric('process_resident_memory_bytes');
      if (bytes !== null) samples.push({ at: performance.now() / 60_000, megabytes: bytes / 2 ** 20 });
      await pause(500);
    }
  })();
  return {
    async stop(): Promise<Memory> {
      watching = false;
      await loop;
      const all = samples.map(({ megabytes }) => megabytes);
      return {
        beforeMegabytes: Math.round(all[0] ?? NaN),
        mostMegabytes: Math.round(Math.max(...all)),
        afterMegabytes: Math.round(all.at(-1) ?? NaN),
        megabytesPerMinute: Math.round(slope(samples) * 10) / 10,
      };
    },
  };
}

/** Least squares. */
function slope(samples: readonly { at: number; megabytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(samples.map((sample) => sample.at));
  const megabytes = mean(samples.map((sample) => sample.megabytes));
  const over = samples.reduce((sum, sample) => sum + (sample.at - at) * (sample.megabytes - megabytes), 0);
  return over / samples.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
}
