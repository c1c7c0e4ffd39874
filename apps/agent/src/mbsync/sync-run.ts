import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Trouble } from '@lockstep/contracts';
import { isHeldByAnother, lockHolder, type Holder } from './lock-holder.ts';

/** What mbsync is doing, or was doing when it died, with one pair of boxes. */
export type SyncRun =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'interrupted'; readonly since: number }
  | { readonly kind: 'hung'; readonly since: number }
  /** It waits for another program to let go of the box. */
  | { readonly kind: 'blocked' };

export interface RunTraces {
  /** When each was last written, ms; null: it is not there. */
  readonly lock: number | null;
  readonly journal: number | null;
  readonly fresh: number | null;
  readonly holder: Holder;
}

const STILL_ALIVE_MS = 10 * 60_000;

/**
 * A run takes the lock first and gives it up last, so a journal without a lock was left behind. A run whose files have not
 * moved for ten minutes hangs, or, where the holder of a lock cannot be known, is gone.
 */
export function judgeRun(traces: RunTraces, now: number): SyncRun {
  const written = [traces.lock, traces.journal, traces.fresh].filter((time) => time !== null);
  if (written.length === 0) return { kind: 'none' };

  const since = Math.max(...written);
  if (traces.lock === null || traces.holder === 'free') return { kind: 'interrupted', since };
  if (now - since < STILL_ALIVE_MS) return { kind: 'running' };
  return traces.holder === 'held' ? { kind: 'hung', since } : { kind: 'interrupted', since };
}

/** `box` is where the messages lie, and mbsync's other lock; null: there is none yet. */
export async function readRun(statePath: string, box: string | null, now: number): Promise<SyncRun> {
  const first = judgeRun(await traces(statePath), now);
  if (first.kind === 'running' || first.kind === 'hung') {
    const blocked = box !== null && (await isHeldByAnother(`${box}/.uidvalidity`, `${statePath}.lock`));
    return blocked ? { kind: 'blocked' } : first;
  }
  if (first.kind !== 'interrupted') return first;
  // Between making the lock file and locking it, or between two looks of ours, a healthy run looks dead for a moment.
  await pause(30);
  return judgeRun(await traces(statePath), now);
}

export function troubleOf(run: SyncRun, now: number): Trouble | null {
  if (run.kind === 'none') return null;
  if (run.kind === 'running') return { code: 'sync-in-progress' };
  if (run.kind === 'blocked') {
    return {
      code: 'offline-store-in-use',
      detail: 'another program holds the lock of this Maildir, and mbsync waits for it',
    };
  }
  if (run.kind === 'hung') {
    return {
      code: 'sync-hung',
      detail: `mbsync holds the folder and has done nothing for ${minutes(now - run.since)}`,
    };
  }
  return { code: 'sync-interrupted', detail: `a run left its journal or lock ${minutes(now - run.since)} ago` };
}

async function traces(statePath: string): Promise<RunTraces> {
  const lock = await written(`${statePath}.lock`);
  const journal = await written(`${statePath}.journal`);
  const fresh = await written(`${statePath}.new`);
  return { lock, journal, fresh, holder: lock === null ? 'free' : await lockHolder(`${statePath}.lock`) };
}

const written = (path: string) =>
  stat(path).then(
    (file) => file.mtimeMs,
    () => null,
  );

function minutes(ms: number): string {
  return `${Math.max(0, Math.round(ms / 60_000))} min`;
}
