/** What is known of a folder's last synchronization. Times are ms. */
export interface SyncEvidence {
  /** When the state was last written: a run with news ended then. */
  readonly stateWritten: number | null;
  /** When an entry of the folder last came or went: the lock of a run without news, too. Null: the state lies elsewhere. */
  readonly folderMoved: number | null;
  /** When a run was seen to end; null: none was, or nobody watched. */
  readonly runEnded?: number | null;
  readonly stateReads: boolean;
  readonly runLeftovers: boolean;
  /** Null: the server's could not be read. */
  readonly farUidValidityAgrees: boolean | null;
  readonly serverFolderExists: boolean | null;
  readonly boxReads: boolean;
}

export interface LastSynchronized {
  readonly at: number;
  readonly basis: 'sync-state' | 'sync-seen' | 'last-known';
}

/**
 * When the last sync completed. Runs that fail move the folder's time as well, so the times are believed only while all
 * else says that a run would succeed; otherwise the last good time is said again, and without one, nothing.
 */
export function lastSynchronized(
  evidence: SyncEvidence,
  remembered: number | null,
  now: number,
): LastSynchronized | null {
  const found = believable(evidence) ? latest(evidence, now) : null;
  if (found !== null && found >= (remembered ?? 0)) {
    return { at: found, basis: found === evidence.runEnded ? 'sync-seen' : 'sync-state' };
  }
  return remembered === null ? null : { at: remembered, basis: 'last-known' };
}

function believable(evidence: SyncEvidence): boolean {
  return (
    evidence.stateReads &&
    !evidence.runLeftovers &&
    evidence.farUidValidityAgrees === true &&
    evidence.serverFolderExists === true &&
    evidence.boxReads
  );
}

function latest(evidence: SyncEvidence, now: number): number | null {
  // A time to come is a clock's mistake, not a sync.
  const times = [evidence.stateWritten, evidence.folderMoved, evidence.runEnded ?? null].filter(
    (time) => time !== null && time <= now + 1_000,
  );
  return times.length === 0 ? null : Math.max(...(times as number[]));
}
