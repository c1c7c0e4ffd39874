import type { ConsumerId, ConsumerStorage } from '../event-store.ts';
import { blames } from '../retry.ts';
import type { Instant, RecordedEvent } from '../types.ts';
import { CheckpointMovedError, TooManyParkedError } from './trouble.ts';

export interface Progress {
  position: number;
  parkedCount: number;
  parkedInARow: number;
}

export interface Handling<Tx> {
  readonly storage: ConsumerStorage<Tx>;
  readonly id: ConsumerId;
  readonly clock: () => Instant;
  readonly handle: (events: RecordedEvent[], tx: Tx) => Promise<void>;
  readonly onParked: (event: RecordedEvent, error: unknown) => void;
  readonly onAdvanced: (position: number) => void;
  readonly isStopping: () => boolean;
}

const MOST_PARKED_IN_A_ROW = 20;

/**
 * Hands a batch over and moves the checkpoint in the same transaction. When the events are to blame for a failure, the batch
 * is halved until the one that is to blame stands alone, and that one is parked. Any other failure is thrown: try again later.
 */
export async function handleBatch<Tx>(
  events: RecordedEvent[],
  progress: Progress,
  handling: Handling<Tx>,
): Promise<void> {
  if (handling.isStopping()) return;
  try {
    await commit(events, progress, handling, (tx) => handling.handle(events, tx));
  } catch (error) {
    if (blames(error) !== 'event') throw error;
    if (events.length === 1) return park(events[0]!, error, progress, handling);
    const half = events.length >> 1;
    await handleBatch(events.slice(0, half), progress, handling);
    return handleBatch(events.slice(half), progress, handling);
  }
  progress.parkedInARow = 0;
  // Not within the try: what fails after the commit must not make the batch look unhandled.
  handling.onAdvanced(progress.position);
}

async function park<Tx>(
  event: RecordedEvent,
  error: unknown,
  progress: Progress,
  handling: Handling<Tx>,
): Promise<void> {
  const { storage, id, clock } = handling;
  if (progress.parkedInARow >= MOST_PARKED_IN_A_ROW)
    throw new TooManyParkedError(id.consumer, progress.parkedInARow, error);
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await commit([event], progress, handling, (tx) => storage.park(tx, id, event, reason, clock()));
  progress.parkedCount += 1;
  progress.parkedInARow += 1;
  handling.onParked(event, error);
  handling.onAdvanced(progress.position);
}

async function commit<Tx>(
  events: RecordedEvent[],
  progress: Progress,
  { storage, id }: Handling<Tx>,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  await moveTo(events.at(-1)!.position, progress, storage, id, work);
}

/** Moves the checkpoint over events that its consumer does not want. */
export async function moveOver<Tx>(
  to: number,
  progress: Progress,
  storage: ConsumerStorage<Tx>,
  id: ConsumerId,
): Promise<void> {
  await moveTo(to, progress, storage, id, async () => undefined);
}

async function moveTo<Tx>(
  to: number,
  progress: Progress,
  storage: ConsumerStorage<Tx>,
  id: ConsumerId,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  const from = progress.position;
  await storage.transaction(async (tx) => {
    await work(tx);
    if (!(await storage.advance(tx, id, from, to))) throw new CheckpointMovedError(id.consumer, from);
  });
  progress.position = to;
}
