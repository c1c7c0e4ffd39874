/** Another runner moved the checkpoint: this transaction was rolled back, and the position is read anew. */
export class CheckpointMovedError extends Error {
  override readonly name = 'CheckpointMovedError';
  readonly transient = true;
  constructor(consumer: string, position: number) {
    super(`The checkpoint of ${consumer} is no longer at ${position}: another runner moved it. Reading it again.`);
  }
}

export class AheadOfLogError extends Error {
  override readonly name = 'AheadOfLogError';
  readonly permanent = true;
  constructor(consumer: string, position: number, head: number) {
    super(
      `${consumer} has read up to ${position}, but the log ends at ${head}: it was restored from an older state. ` +
        `Rebuild the read model.`,
    );
  }
}

export class TimelineChangedError extends Error {
  override readonly name = 'TimelineChangedError';
  readonly permanent = true;
  constructor(consumer: string, position: number) {
    super(
      `${consumer} stands at ${position} of another timeline: the log was restored or replaced since. Rebuild the read model.`,
    );
  }
}

export class BehindRetentionError extends Error {
  override readonly name = 'BehindRetentionError';
  readonly permanent = true;
  constructor(consumer: string, position: number, floor: number) {
    super(
      `${consumer} stands at ${position}, but events up to ${floor} have been dropped. Start it from a snapshot at or above that.`,
    );
  }
}

/** Nothing works any more: the fault is the handler's or its tables', not the events'. */
export class TooManyParkedError extends Error {
  override readonly name = 'TooManyParkedError';
  constructor(consumer: string, inARow: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${consumer} could not take ${inARow} events in a row, so it waits: ${reason}`, { cause });
  }
}

/** Not a failure: a later generation of the read model is read now, and this runner has nothing left to do. */
export class RetiredGenerationError extends Error {
  override readonly name = 'RetiredGenerationError';
  readonly permanent = true;
  constructor(consumer: string) {
    super(`${consumer} was retired: a later generation has taken its place.`);
  }
}
