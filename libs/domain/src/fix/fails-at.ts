import type { Evidence } from '../diagnosis/evidence.ts';
import type { Instant } from '../replica/replica.events.ts';

/** A day, unless the fix says otherwise. */
export const FAILS_AFTER_MS = 24 * 60 * 60_000;

/** A client that was away gets so long after it came back: tried on Friday evening, a fix is not judged by Monday's first report. */
const BACK_FOR_MS = 60 * 60_000;

/** From when on a fix that was tried has failed, if its cause is still there. */
export function failsAt(triedAt: Instant, failsAfterMs: number, newestSilence: Evidence['newestSilence']): Instant {
  const due = triedAt + failsAfterMs;
  if (newestSilence === null || newestSilence.to <= triedAt) return due;
  return Math.max(due, newestSilence.to + BACK_FOR_MS);
}
