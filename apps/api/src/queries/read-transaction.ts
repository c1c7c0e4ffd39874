import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../web/problem.ts';
import { orBeingRebuilt } from './being-rebuilt.ts';

const WAIT_AT_MOST_MS = 5_000;

/** All reads of one answer see one moment, so that a counter and its list cannot disagree. */
export async function readTransaction<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  const gate = gateOf(pool);
  await enter(gate);
  try {
    return await orBeingRebuilt(pool, () => inTransaction(pool, read));
  } finally {
    leave(gate);
  }
}

async function inTransaction<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const answer = await read(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

interface Gate {
  free: number;
  readonly waiting: (() => void)[];
}

const gates = new WeakMap<Pool, Gate>();

/**
 * An answer holds one connection and may ask the log by another. If as many were begun as there are connections, each would wait
 * for all the others, and reports with them: so half of the pool is for answers.
 */
function gateOf(pool: Pool): Gate {
  let gate = gates.get(pool);
  if (!gate) gates.set(pool, (gate = { free: Math.max(1, Math.floor((pool.options.max ?? 10) / 2)), waiting: [] }));
  return gate;
}

async function enter(gate: Gate): Promise<void> {
  if (gate.free > 0) {
    gate.free -= 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const begin = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      gate.waiting.splice(gate.waiting.indexOf(begin), 1);
      reject(new ProblemError(503, { detail: 'Too much is asked at once; ask again.', retryAfterMs: 1_000 }));
    }, WAIT_AT_MOST_MS);
    gate.waiting.push(begin);
  });
}

function leave(gate: Gate): void {
  const next = gate.waiting.shift();
  if (next) next();
  else gate.free += 1;
}
