/** The append itself is wrong; sending it again cannot help. */
export class InvalidAppendError extends Error {
  override readonly name = 'InvalidAppendError';
  readonly permanent = true;
}

/** The store is closing; send it again, to another process or later. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError';
  readonly transient = true;
  constructor() {
    super('The event store is closed. Nothing of this append was stored; send it again elsewhere or later.');
  }
}

/** Somebody took the log over (a restore, a move) and shut out all writers from before. */
export class WriterFencedError extends Error {
  override readonly name = 'WriterFencedError';
  readonly permanent = true;
  constructor(partition: number) {
    super(`This process may no longer write to log partition ${partition}: it was fenced. Restart it to join again.`);
  }
}

/** The database was away for too long. With a key it is safe to send the append again; without one, look first. */
export class AppendUnresolvedError extends Error {
  override readonly name = 'AppendUnresolvedError';
  readonly transient = true;
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The database could not be reached in time, so the append may or may not be stored (${reason}). Send it again.`,
      { cause },
    );
  }
}
