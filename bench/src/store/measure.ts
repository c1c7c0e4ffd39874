import { onFreshDatabase } from '../database.ts';
import type { Contender } from './contender.ts';

export interface Rate {
  readonly name: string;
  readonly how: string;
  /** Folder statistics a second, one for each round. */
  readonly rounds: readonly number[];
  readonly median: number;
}

/** Rounds are interleaved, so that a slow moment of the machine falls on all of them alike. */
export async function measure(
  serverUrl: string,
  contenders: readonly Contender[],
  { rounds, seconds, log }: { rounds: number; seconds: number; log: (line: string) => void },
): Promise<Rate[]> {
  const rates = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      const rate = await measureOnce(serverUrl, contender, seconds);
      rates.get(contender)!.push(rate);
      log(`round ${round}: ${contender.name}: ${Math.round(rate).toLocaleString('en')} folder statistics/s`);
    }
  }
  return contenders.map((contender) => {
    const all = rates.get(contender)!.map(Math.round);
    return { name: contender.name, how: contender.how, rounds: all, median: median(all) };
  });
}

async function measureOnce(serverUrl: string, contender: Contender, seconds: number): Promise<number> {
  return onFreshDatabase(serverUrl, async (database) => {
    const opened = await contender.open(database);
    try {
      let calls = 0;
      let stored = 0;
      const run = async (until: number) => {
        while (performance.now() < until) {
          const folders = await opened.store(calls++);
          stored += folders;
        }
      };
      const together = (ms: number) => {
        const until = performance.now() + ms;
        return Promise.all(Array.from({ length: opened.callers }, () => run(until)));
      };
      await together(500);
      const warm = stored;
      const started = performance.now();
      await together(seconds * 1_000);
      const took = (performance.now() - started) / 1_000;

      const found = await opened.count();
      if (found !== stored) throw new Error(`${contender.name}: ${stored} acknowledged, ${found} found`);
      return (stored - warm) / took;
    } finally {
      await opened.close();
    }
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
