import type { Pool } from 'pg';
import { readProgress } from '../projections/progress.ts';
import { READ_SCHEMA, READ_SHAPE } from '../projections/read-tables.ts';
import { isDatabaseAway } from '../database/database-away.ts';
import { ProblemError } from '../web/problem.ts';

const UNDEFINED_TABLE = '42P01';
const UNDEFINED_COLUMN = '42703';

/** A rebuild takes minutes; whoever asks again this often sees its end soon enough. */
const ASK_AGAIN_MS = 5_000;

/** Says of a problem what it is, for whoever waits for its end: `type` of RFC 9457. */
export const BEING_REBUILT = 'urn:lockstep:problem:being-rebuilt';

function asksWhatIsNotThere(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === UNDEFINED_TABLE || code === UNDEFINED_COLUMN;
}

function beingRebuilt(): ProblemError {
  return new ProblemError(503, {
    detail:
      'Lockstep was upgraded and what it shows is being built anew from its log. Nothing is lost; try again soon.',
    retryAfterMs: ASK_AGAIN_MS,
    more: { type: BEING_REBUILT },
  });
}

/**
 * Reads of rows that another version of the code made may fail: on a table or a column that is not there, or on what stands in one. As
 * long as they are such rows, that is said, and not that something is broken.
 */
export async function orBeingRebuilt<T>(pool: Pool, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError || isDatabaseAway(error)) throw error;
    if ((await readProgress(pool, READ_SCHEMA))?.shape !== READ_SHAPE) throw beingRebuilt();
    // The switch to the new rows came between the failure and the look.
    if (asksWhatIsNotThere(error)) return await read();
    throw error;
  }
}
