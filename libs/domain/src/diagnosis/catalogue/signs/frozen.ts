import type { Change, Evidence } from '../../evidence.ts';

const SAME_RUN_MS = 15 * 60_000;

/** The server became another, and no sync has completed and nothing has come offline since. */
export function frozenSinceServerChange(evidence: Evidence): Change | null {
  const { changes, lastSyncAt, folders, attempts } = evidence;
  const change = changes.server;
  if (change === null || change.from.toLowerCase() === change.to.toLowerCase()) return null;

  const after = change.at + SAME_RUN_MS;
  if (lastSyncAt !== null && lastSyncAt > after) return null;
  if (attempts.some(({ outcome, seenAt }) => outcome === 'succeeded' && seenAt > after)) return null;
  // A new store means that somebody has mended it already, and the copy is being made.
  if (changes.storeId !== null && changes.storeId.at > change.at) return null;
  return folders.some(({ offlineMoved }) => offlineMoved !== null && offlineMoved.at > after) ? null : change;
}
