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
