import { setTimeout as pause } from 'node:timers/promises';

/** Work that is to leave the process to others: a slice at a time, and a rest after each. */
export interface Breather {
  /** To be awaited between small pieces of work; throws the reason when the signal has fired. */
  breathe(): Promise<void> | undefined;
}

/** An answer goes through the process several times, and each time waits for a slice. */
const SLICE_MS = 4;
const REST_MS = 2;
/** A rest that takes longer was used by others, who may have more to do. */
const USED_MS = 2 * REST_MS;
const MOST_REST_MS = 40;

export function breather(signal: AbortSignal, clock: () => number = () => performance.now()): Breather {
  let began = clock();
  return {
    breathe() {
      if (clock() - began < SLICE_MS) return undefined;
      return restUntilUnused(clock).then(() => {
        signal.throwIfAborted();
        began = clock();
      });
    },
  };
}

async function restUntilUnused(clock: () => number): Promise<void> {
  const end = clock() + MOST_REST_MS;
  for (let before = clock(); before < end;) {
    await pause(REST_MS);
    const after = clock();
    if (after - before < USED_MS) return;
    before = after;
  }
}

/** Does something with each, and leaves the process to others in between. */
export async function gently<T>(
  items: Iterable<T>,
  { breathe }: Breather,
  act: (item: T, index: number) => void,
): Promise<void> {
  let index = 0;
  for (const item of items) {
    act(item, index++);
    const pause = breathe();
    if (pause) await pause;
  }
}

const RUN = 1_000;

/** As `toSorted`: runs are sorted, then merged by twos. */
export async function sortGently<T>(
  items: readonly T[],
  rest: Breather,
  compare: (one: T, other: T) => number,
): Promise<T[]> {
  let runs: T[][] = [];
  for (let first = 0; first < items.length; first += RUN) {
    runs.push(items.slice(first, first + RUN).sort(compare));
    await rest.breathe();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let first = 0; first < runs.length; first += 2)
      merged.push(await mergeGently(runs[first]!, runs[first + 1] ?? [], rest, compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Of equals those on the left come first. */
async function mergeGently<T>(
  left: readonly T[],
  right: readonly T[],
  { breathe }: Breather,
  compare: (one: T, other: T) => number,
): Promise<T[]> {
  const merged: T[] = [];
  for (let l = 0, r = 0; l < left.length || r < right.length;) {
    const isLeft = r === right.length || (l < left.length && compare(left[l]!, right[r]!) <= 0);
    merged.push(isLeft ? left[l++]! : right[r++]!);
    const pause = merged.length % 256 === 0 ? breathe() : undefined;
    if (pause) await pause;
  }
  return merged;
}
