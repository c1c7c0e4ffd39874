import type { System } from '../server/system.ts';
import { change, type Load } from './changes.ts';
import { listPaths, readWhile, type Reads } from './reads.ts';

/** The list while others load it down. */
export interface Csv {
  readonly files: number;
  readonly megabytes: number;
  readonly secondsEach: number;
  readonly reads: Reads;
}

/** Whole lists as files, one after another, while people go on looking at pages. */
export async function listWhileCsv(system: System, files: number): Promise<Csv> {
  let bytes = 0;
  const began = performance.now();
  let milliseconds = 0;
  const download = async () => {
    for (let file = 0; file < files; file += 1) bytes += await system.fetch('/replicas.csv');
    milliseconds = performance.now() - began;
  };
  const reads = await readWhile(system, 'list', listPaths(), download());
  const round = (value: number) => Math.round(value * 10) / 10;
  return { files, megabytes: round(bytes / files / 2 ** 20), secondsEach: round(milliseconds / files / 1_000), reads };
}

export interface Backtest {
  readonly seconds: number;
  /** Of those that the policy for everyone is for. */
  readonly replayed: number;
  readonly reads: Reads;
}

/** Somebody tries another threshold on the last week, for everyone. */
export async function listWhileBacktest(system: System): Promise<Backtest> {
  const { items } = await system.ask<{ items: { id: string; thresholds: { stale: object } }[] }>('GET', '/policies');
  const policy = items.find(({ id }) => id === 'default')!;
  const { stale } = policy.thresholds;
  const later = Object.fromEntries(Object.entries(stale).map(([name, ms]) => [name, 2 * (ms as number)]));
  const input = {
    ...policy,
    thresholds: { ...policy.thresholds, stale: later },
    why: undefined,
    days: 7,
    timeZone: 'Europe/Berlin',
  };
  const began = performance.now();
  let [seconds, replayed] = [0, 0];
  const running = system.ask<{ replayed: number }>('POST', '/policies/backtest', input).then((answer) => {
    seconds = Math.round((performance.now() - began) / 1_000);
    replayed = answer.replayed;
  });
  const reads = await readWhile(system, 'list', listPaths(), running);
  return { seconds, replayed, reads };
}

export interface Busy {
  readonly changesPerSecond: number;
  readonly reads: Reads;
}

export async function listWhileBusy(system: System, load: Load): Promise<Busy> {
  let stored = 0;
  const changing = change(system, load).then((all) => void (stored = all));
  const reads = await readWhile(system, 'list', listPaths(), changing);
  return { changesPerSecond: Math.round(stored / load.seconds), reads };
}
