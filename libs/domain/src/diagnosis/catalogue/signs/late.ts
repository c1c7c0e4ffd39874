import type { Instant } from '../../../replica/replica.events.ts';
import type { Evidence, FolderEvidence, SeenAttempt } from '../../evidence.ts';
import { attemptsBegunAfter } from './attempts.ts';
import { synchronizedSince } from './differences.ts';
import { isMismatched, isStale, judged } from './folders.ts';

/** Folders that no sync reaches, and those that syncs have reached meanwhile. */
export interface Late {
  readonly late: readonly FolderEvidence[];
  readonly fresh: readonly FolderEvidence[];
  /** From when on no sync of any late folder is known. */
  readonly since: Instant;
}

const HOUR_MS = 3_600_000;

export function lateFolders(evidence: Evidence): Late | null {
  const late = judged(evidence).filter((folder) => isLate(folder, evidence));
  if (late.length === 0) return null;
  const since = Math.max(...late.map(lastReached));
  const fresh = judged(evidence).filter((folder) => !late.includes(folder) && reachedAfter(folder, since, evidence));
  return { late, fresh, since };
}

/** Stale, or out of step with no sync since. Without a date the server must have moved, or nothing may have come yet. */
function isLate(folder: FolderEvidence, evidence: Evidence): boolean {
  if (folder.status !== 'mismatched' && folder.status !== 'stale') return false;
  if (isStale(folder, evidence)) return true;
  if (!isMismatched(folder) || folder.differs === null || synchronizedSince(folder, evidence)) return false;
  if (folder.lastSynchronizedAt !== null) return true;
  const { before, serverUp, serverDown } = folder.differs;
  return before !== null || serverUp + serverDown > 0 || folder.offlineItems === 0;
}

const lastReached = ({ lastSynchronizedAt, differs, since }: FolderEvidence): Instant =>
  lastSynchronizedAt ?? differs?.since ?? since;

/** Reached while the late ones were not: not merely by the end of the same run. */
function reachedAfter(folder: FolderEvidence, since: Instant, evidence: Evidence): boolean {
  const { lastSynchronizedAt } = folder;
  return lastSynchronizedAt !== null && lastSynchronizedAt > since + HOUR_MS / 2 && !isStale(folder, evidence);
}

/** Attempts at these folders that began after their last sync. */
export function attemptsSince(evidence: Evidence, { late, since }: Late): readonly SeenAttempt[] {
  const paths = late.map(({ path }) => path.join('\u0000'));
  return attemptsBegunAfter(evidence, since).filter(
    ({ folders }) => folders === undefined || folders.some((path) => paths.includes(path.join('\u0000'))),
  );
}
