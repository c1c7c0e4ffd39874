import { isTransient } from '@lockstep/event-store';

/** The database cannot be reached now: whoever asks should come back, and nothing was promised. */
export function isDatabaseAway(error: unknown): boolean {
  if (isTransient(error)) return true;
  if (!(error instanceof Error)) return false;
  // TypeORM wraps the driver's error; a failed connection to several addresses is an AggregateError.
  const { driverError } = error as { driverError?: unknown };
  const inner = [driverError, error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  return inner.some((one) => one !== undefined && one !== error && isDatabaseAway(one)) || UNTYPED.test(error.message);
}

// What pg says without a code.
const UNTYPED = /not queryable|Cannot use a pool after calling end/i;
