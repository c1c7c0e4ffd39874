import { setTimeout as pause } from 'node:timers/promises';

/** Work that is to leave the process to others: a slice at a time, and a rest after each. */
export interface Breather {
  /** To be awaited between small pieces of work; throws the reason when the signal has fired. */
  breathe(): Promise<void> | undefined;
}

const SLICE_MS = 8;
const REST_MS = 2;

export function breather(signal: AbortSignal, clock: () => number = () => performance.now()): Breather {
  let began = clock();
  return {
    breathe() {
      if (clock() - began < SLICE_MS) return undefined;
      return pause(REST_MS).then(() => {
        signal.throwIfAborted();
        began = clock();
      });
    },
  };
}
