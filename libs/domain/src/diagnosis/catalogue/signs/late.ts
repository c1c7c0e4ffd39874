import type { Instant } from '../../../replica/replica.events.ts';
import type { Evidence, FolderEvidence, SeenAttempt } from '../../evidence.ts';
import { attemptsBegunAfter, hasPassed } from './attempts.ts';
import { keyOf } from '../../../replica/folders.ts';
import { differsAlthoughSynchronizing, itemsCome, synchronizedSince } from './differences.ts';
import { isMismatched, isPending, isStale, judged } from './folders.ts';
import { standsInTheWay } from './troubles.ts';

/** Folders that no sync reaches, and those that syncs have reached meanwhile. */
export interface Late {
  readonly late: readonly FolderEvidence[];
  readonly fresh: readonly FolderEvidence[];
  /** From when on no sync of any late folder is known. */
  readonly since: Instant;
  /** A sync has them in hand just now, or items come: late they are, and nobody can say that nobody synchronizes. */
  readonly inHand: boolean;
}

const HOUR_MS = 3_600_000;

/** The one answer to what is late, for the article and for the modern list alike. */
export function lateFolders(evidence: Evidence): Late | null {
  const late = judged(evidence).filter((folder) => isLate(folder, evidence));
  if (late.length === 0) return null;
  const since = Math.max(...late.map(lastReached));
  const rest = judged(evidence).filter((folder) => !late.includes(folder));
  const fresh = rest.filter((folder) => reachedAfter(folder, since, evidence));
  return { late, fresh, since, inHand: isInHand(evidence, fresh) };
}

/** A run at folders that syncs reach anyway says nothing of the others. */
function isInHand(evidence: Evidence, fresh: readonly FolderEvidence[]): boolean {
  if (fresh.length === 0 && evidence.replica.troubles.some(({ code }) => code === 'sync-in-progress')) return true;
  return judged(evidence).some(
    (folder) => itemsCome(folder, evidence.now) || (folder.inProgress && !fresh.includes(folder)),
  );
}

/**
 * Stale, or out of step with no sync since for as long as a mismatch is pending: a run that comes once in half an hour is not late after
 * half an hour. Without a date the server must have moved, or nothing may have come yet. A folder whose own
 * trouble says why it is left behind is not late: that trouble is its cause.
 */
function isLate(folder: FolderEvidence, evidence: Evidence): boolean {
  if (standsInTheWay(folder.troubles)) return false;
  if (isStale(folder, evidence)) return folder.status !== 'unknown';
  if (!isMismatched(folder) || folder.differs === null || isPending(folder)) return false;
  if (differsAlthoughSynchronizing(folder) || synchronizedSince(folder, evidence)) return false;
  if (folder.lastSynchronizedAt !== null) return true;
  const { before, serverUp, serverDown, since } = folder.differs;
  // A folder without a date shows by its own moves that it synchronizes.
  if (folder.offlineMoved !== null && folder.offlineMoved.at > since) return false;
  return before !== null || serverUp + serverDown > 0 || folder.offlineItems === 0;
}

const lastReached = ({ lastSynchronizedAt, differs, since }: FolderEvidence): Instant =>
  lastSynchronizedAt ?? differs?.since ?? since;

/** Reached while the late ones were not: not merely by the end of the same run. */
function reachedAfter(folder: FolderEvidence, since: Instant, evidence: Evidence): boolean {
  const { lastSynchronizedAt } = folder;
  return lastSynchronizedAt !== null && lastSynchronizedAt > since + HOUR_MS / 2 && !isStale(folder, evidence);
}

/** Attempts since their last sync: those at these folders, and those that were at others alone. What passed a day ago says nothing. */
export function attemptsSince(evidence: Evidence, { late, since }: Pick<Late, 'late' | 'since'>) {
  const keys = new Set(late.map(({ path }) => keyOf(path)));
  const isAtThese = ({ folders }: SeenAttempt) =>
    folders === undefined || folders.some((path) => keys.has(keyOf(path)));
  const attempts = attemptsBegunAfter(evidence, since).filter((attempt) => !hasPassed(attempt, evidence.now));
  return { atThese: attempts.filter(isAtThese), atOthers: attempts.filter((attempt) => !isAtThese(attempt)) };
}
