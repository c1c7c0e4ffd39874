/** What one report of a replica says: the three numbers of 20 folders, each of them changed. */
export const FOLDERS = 20;
/** Replicas that report in turn. */
export const REPLICAS = 2_000;

const NOON = Date.UTC(2026, 10, 23, 12);
const PATHS = Array.from({ length: FOLDERS }, (_, index) => ['Projects', `Customer ${index}`]);
const STREAMS = Array.from(
  { length: REPLICAS },
  (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
);

export const streamOf = (call: number) => STREAMS[call % REPLICAS]!;
export const observedAt = (call: number) => NOON + call * 1_000;

/** One event a folder, as an event store is used by the book. */
export function singleFolders(call: number) {
  return PATHS.map((path, index) => ({
    path,
    serverItems: 1_000 + ((call * 7 + index) % 5_000),
    offlineItems: 990 + ((call * 3 + index) % 5_000),
    lastSynchronizedAt: new Date(observedAt(call)).toISOString(),
  }));
}

/** One event a report, in the compact shape that the product's log holds. */
export function compactReport(call: number, epoch: string) {
  const folders = PATHS.map((path, index) => [
    path,
    1_000 + ((call * 7 + index) % 5_000),
    990 + ((call * 3 + index) % 5_000),
    observedAt(call),
  ]);
  return { epoch, seq: call + 1, kind: 'delta', interval: 300, folders };
}
