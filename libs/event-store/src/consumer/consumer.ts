import { randomUUID } from 'node:crypto';
import type { ConsumableStore, ConsumerId, ParkedEvent } from '../event-store.ts';
import { backoffMs } from '../retry.ts';
import type { Instant, RecordedEvent } from '../types.ts';
import { Alarm } from './alarm.ts';
import { checkpointName } from './generation.ts';
import { handleBatch, moveOver, type Progress } from './handle-batch.ts';
import { holdLease } from './lease.ts';
import { pagesOf } from './pages.ts';
import { AheadOfLogError, BehindRetentionError, RetiredGenerationError, TimelineChangedError } from './trouble.ts';

export interface ConsumerOptions<Tx> {
  readonly store: ConsumableStore<Tx>;
  readonly name: string;
  /** A later generation folds the log anew, beside the one before it. */
  readonly generation?: number;
  /** The log partition that is read. */
  readonly partition?: number;
  /** Where the rows and the checkpoint live, when that is another one. */
  readonly home?: number;
  /**
   * Only events of these types are read and handed over, by the names under which they are stored; left out: all. The checkpoint moves
   * over what lies between: with the next event that is handed over, or twice a second, or once 5,000 others have been passed.
   */
  readonly types?: readonly string[];
  /** Most events handed over at once. */
  readonly batchSize?: number;
  /** Writes what the events mean, with `tx`: rows and checkpoint are committed together, or not at all. May be called again. */
  readonly handle: Handler<Tx>;
  /** After the commit; the place to tell others. */
  readonly onAdvanced?: (position: number) => void;
  /** Whatever went wrong, and what is done about it. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Up to here somebody else has acted on the log already: handlers are told that they replay. */
  readonly replayUntil?: number;
  /** Looks for new events at least this often, hint or no hint. */
  readonly pollMs?: number;
  /** Rests this long after it has seen all there is, so that a busy log does not wake it for each commit. */
  readonly restMs?: number;
  readonly leaseMs?: number;
  readonly clock?: () => Instant;
}

export type Handler<Tx> = (batch: RecordedEvent[], tx: Tx, context: { readonly replaying: boolean }) => Promise<void>;

export type Trouble =
  | { readonly kind: 'retrying'; readonly error: unknown; readonly inMs: number }
  | { readonly kind: 'parked'; readonly error: unknown; readonly event: RecordedEvent };

export interface ConsumerStatus {
  readonly name: string;
  readonly partition: number;
  /** `standing-by`: another process holds the lease. `retrying`: see `error`. */
  readonly state: 'starting' | 'standing-by' | 'running' | 'retrying' | 'stopped';
  readonly position: number;
  /** Events parked by this runner since it started; `parked()` lists all. */
  readonly parkedCount: number;
  readonly error: string | null;
}

export interface Consumer {
  status(): ConsumerStatus;
  /** Finishes the batch in hand, and gives the lease back. */
  stop(): Promise<void>;
  parked(): Promise<ParkedEvent[]>;
  /** Hands a parked event to the handler once more, after all the others. False: it is not parked. Throws what the handler throws. */
  retryParked(position: number): Promise<boolean>;
}

const MOST_PASSED = 5_000;
/** What is not noted counts as lag, and retention waits for it. */
const MOVE_EVERY_MS = 500;

/**
 * Follows the log. One runner at a time holds the lease; should two believe that they do, the checkpoint lets only one of them
 * commit. A transient failure is tried again with back-off; an event that the handler cannot take is parked.
 */
export function startConsumer<Tx>(options: ConsumerOptions<Tx>): Consumer {
  const { store, name, generation = 1, partition = 0, home = partition, batchSize = 500 } = options;
  const { pollMs = 1_000, restMs = 0, leaseMs = 10_000, clock = Date.now, replayUntil = 0 } = options;
  const { types, onTrouble, onAdvanced } = options;
  const id: ConsumerId = { partition: home, consumer: checkpointName(name, generation), source: partition };
  const holder = randomUUID();
  const alarm = new Alarm();
  const progress: Progress = { position: 0, parkedCount: 0, parkedInARow: 0 };
  let state: ConsumerStatus['state'] = 'starting';
  let error: string | null = null;
  let stopping = false;

  const unhint = store.onHint(partition, () => alarm.ring());
  const running = run();

  async function run(): Promise<void> {
    for (let failures = 0; !stopping;) {
      try {
        const lease = await holdLease(store.consumers, id, { holder, leaseMs, clock });
        if (!lease) {
          state = 'standing-by';
          await alarm.wait(pollMs);
          continue;
        }
        try {
          await start();
          await follow(
            () => !lease.held(),
            () => (failures = 0),
          );
        } finally {
          await lease.release();
        }
      } catch (cause) {
        error = cause instanceof Error ? cause.message : String(cause);
        if (cause instanceof RetiredGenerationError) break;
        const inMs = backoffMs(failures++, 50, 10_000);
        state = 'retrying';
        onTrouble?.({ kind: 'retrying', error: cause, inMs });
        await alarm.pause(inMs);
      }
    }
    state = 'stopped';
  }

  /** The database knows best where it stands: after every failure it is asked anew. */
  async function start(): Promise<void> {
    const { position, timeline, logTimeline, retired, floor } = await store.consumers.checkpoint(id, generation > 1);
    progress.position = position;
    if (retired) throw new RetiredGenerationError(id.consumer);
    if (timeline !== logTimeline) throw new TimelineChangedError(id.consumer, position);
    if (position < floor) throw new BehindRetentionError(id.consumer, position, floor);
    await refuseToBeAhead();
    state = 'running';
    error = null;
  }

  async function refuseToBeAhead(): Promise<void> {
    const { position } = await store.head(partition);
    if (position < progress.position) throw new AheadOfLogError(id.consumer, progress.position, position);
  }

  async function follow(isOver: () => boolean, onProgress: () => void): Promise<void> {
    const pages = pagesOf({ store, partition, size: batchSize, replayUntil, types });
    /** The checkpoint may lag behind what has been looked through and held nothing. */
    let passed = progress.position;
    let movedAt = clock();
    while (!stopping && !isOver()) {
      const { events: batch, through, more } = await pages.after(passed);
      if (batch.length > 0) await handle(batch, onProgress);
      if (stopping) break;
      passed = through;
      if (batch.length > 0) movedAt = clock();
      else if (passed - progress.position >= MOST_PASSED || clock() - movedAt >= MOVE_EVERY_MS) {
        await pass(passed);
        movedAt = clock();
      }
      if (more) continue;
      if (restMs > 0) await alarm.pause(restMs);
      // Whatever is committed from here on rings the alarm, or is found at the next poll.
      if (!(await alarm.wait(pollMs))) await refuseToBeAhead();
    }
    if (!isOver() && passed > progress.position) await pass(passed);
  }

  /** Nothing that is wanted lies between, so there is nothing to hand over. */
  async function pass(to: number): Promise<void> {
    if (to <= progress.position) return;
    await moveOver(to, progress, store.consumers, id);
    onAdvanced?.(progress.position);
  }

  async function handle(batch: RecordedEvent[], onProgress: () => void): Promise<void> {
    const replaying = batch.at(-1)!.position <= replayUntil;
    await handleBatch(batch, progress, {
      storage: store.consumers,
      id,
      clock,
      handle: (events, tx) => options.handle(events, tx, { replaying }),
      onParked: (event, cause) => onTrouble?.({ kind: 'parked', error: cause, event }),
      onAdvanced: (position) => {
        onProgress();
        onAdvanced?.(position);
      },
      isStopping: () => stopping,
    });
  }

  return {
    status: () => ({
      name: id.consumer,
      partition,
      state,
      position: progress.position,
      parkedCount: progress.parkedCount,
      error,
    }),

    async stop() {
      stopping = true;
      unhint();
      alarm.silence();
      await running;
    },

    parked: () => store.consumers.parked(id),

    async retryParked(position) {
      const [event] = await store.readLog({ partition, after: position - 1, limit: 1 });
      if (event?.position !== position) return false;
      return store.consumers.transaction(async (tx) => {
        if (!(await store.consumers.unpark(tx, id, position))) return false;
        await options.handle([event], tx, { replaying: position <= replayUntil });
        return true;
      });
    },
  };
}
