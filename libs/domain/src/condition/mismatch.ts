import type { Severity } from '@lockstep/contracts';
import { difference, isCritical, threshold } from './difference.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from '../folder/folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { onAt } from '../replica/on-clock.ts';
import { completedSync } from '../folder/follow-difference.ts';
import { dueAt, dueOn, dueReports, hasPassed } from '../folder/due.ts';
import { shrinksUntil } from '../folder/shrinks.ts';

/** The stronger sign is a sync that completed and left the difference there. */
export type MismatchKind = 'although-synchronizing' | 'not-synchronizing';
export type MismatchStatus = 'mismatched' | 'catching-up' | 'in-step';

/**
 * What the difference of a folder makes of it now.
 *
 * 1. It is *out* when it reaches the threshold, or when even a small one has stood too long (the Inbox: 60 min; any folder: 24 h on).
 * 2. Out and moving (young, shrinking, a sync in progress) it is catching up; out and still, it is mismatched, and the condition is raised.
 * 3. The status follows the numbers at once. The condition, once raised, stays until the difference was small for 10 min
 *    and keeps the worst severity it had, so that alerts do not flap with it.
 * 4. A condition has no severity until it has lasted (pending): two reports, and 30 min. A difference that is out because
 *    it stood for 60 min or a day has waited longer than that already.
 */
export function judgeMismatch(folder: FolderState, state: ReplicaState, now: Instant): MismatchStatus {
  const gap = difference(folder)!;
  const items = Math.abs(gap);
  if (items === 0 && folder.mismatchSince === null) return 'in-step';

  const limit = threshold(folder.serverItems!, state.policy);
  const steady = items > 0 && steadyHasStood(folder, state, now);
  const stood = items > 0 && (hasStood(folder, state, now) || steady);
  const moving = items > 0 && !steady && isMoving(folder, state, now);

  if (items >= limit || stood) {
    folder.smallSince = null;
    if (moving) return 'catching-up';
    if (folder.mismatchSince === null) raise(folder, now);
    escalate(folder, state, now, items, stood);
    return 'mismatched';
  }

  if (folder.mismatchSince === null) return 'in-step';
  if (items <= limit * state.policy.mismatch.clears.shareOfThreshold) return recover(folder, state, now, items);
  folder.smallSince = null;
  if (moving) return 'catching-up';
  escalate(folder, state, now, items, stood);
  return 'mismatched';
}

export function clearMismatch(folder: FolderState): void {
  folder.mismatchSince = null;
  folder.mismatchPosition = 0;
  folder.mismatchKind = null;
  folder.mismatchSeverity = null;
  folder.smallSince = null;
}

/** As raised then; how severe it is by now is judged anew. */
export function resumeMismatch(
  folder: FolderState,
  { since, position }: { readonly since: Instant; readonly position: number },
): void {
  if (folder.mismatchSince !== null && folder.mismatchSince <= since) return;
  folder.mismatchSince = since;
  folder.mismatchPosition = position;
}

function raise(folder: FolderState, now: Instant): void {
  folder.mismatchSince = now;
  folder.mismatchPosition = folder.differsPosition;
}

function recover(folder: FolderState, state: ReplicaState, now: Instant, items: number): MismatchStatus {
  folder.smallSince ??= now;
  const clearAt = folder.smallSince + state.policy.mismatch.clears.heldMs;
  if (now < clearAt) {
    dueAt(folder, clearAt, now);
    return items === 0 ? 'in-step' : 'catching-up';
  }
  clearMismatch(folder);
  return 'in-step';
}

/**
 * Young, shrinking, or a sync is in progress. A mismatch that syncs have left there is no longer young, and one run more is none that
 * mends it: it moves only if it shrinks.
 */
function isMoving(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  if (isShrinking(folder, state, now)) return true;
  if (folder.mismatchSince !== null && folder.mismatchKind === 'although-synchronizing') return false;
  if (folder.inProgress) return true;

  if (hasPassed(folder, state, folder.graceFrom + state.policy.mismatch.graceMs, now)) return false;
  if (folder.leftReports === null) return true;
  // One report shows that the sync left it there, a second one that it stays.
  const cutAt = folder.leftReports + 1;
  dueReports(folder, cutAt, state);
  return state.reports < cutAt;
}

/** Whether it was seen to shrink of late. */
export function isShrinking(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  return folder.progressAt > 0 && !hasPassed(folder, state, shrinksUntil(folder, state), now);
}

/** Any difference counts in the end, however small: one message that cannot be stored is one message lost. */
function hasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  return inboxHasStood(folder, state, now) || dayHasStood(folder, state, now);
}

/**
 * By client-on time: what was seen for a quarter of an hour before the lid closed has not stood for an hour in the morning. Where syncs
 * complete meanwhile, more than one must have left it: in an Inbox, a mail that comes and one that goes may look like it once.
 */
function inboxHasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  if (!folder.inbox || folder.course === null) return false;
  if (folder.course.syncs > 0 && folder.course.leftBy < 2) return false;
  return onFor(folder, state, folder.differsOn, state.policy.mismatch.critical.inboxAnyAfterMs, now);
}

function dayHasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  return onFor(folder, state, folder.differsOn, state.policy.mismatch.warning.anyAfterOnMs, now);
}

function onFor(folder: FolderState, state: ReplicaState, fromOn: number, forMs: number, now: Instant): boolean {
  const on = onAt(state.clock, now);
  dueOn(folder, fromOn + forMs, on);
  return on >= fromOn + forMs;
}

// So often as new mail comes to an Inbox, it is not the same number behind for so long unless the same items are.
const INBOX_STEADY_MS = 6 * 3_600_000;

/**
 * Where mail comes through all the time, each new mail could be what is behind now. But a busy folder is now so many behind and now so
 * many; the same number for hours is a few items that stay.
 */
function steadyHasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  if (folder.course === null) return false;
  const forMs = folder.inbox ? INBOX_STEADY_MS : state.policy.mismatch.warning.anyAfterOnMs;
  return onFor(folder, state, onAt(state.clock, folder.course.steadySince), forMs, now);
}

/** The kind and the severity only grow worse while the condition lasts. */
function escalate(folder: FolderState, state: ReplicaState, now: Instant, items: number, stood: boolean): void {
  const although =
    completedSync(folder, state) > Math.min(folder.differsSince!, folder.course?.steadySince ?? Infinity);
  if (although) folder.mismatchKind = 'although-synchronizing';
  else folder.mismatchKind ??= 'not-synchronizing';

  if (folder.mismatchSeverity === 'critical') return;
  const { pending } = state.policy;

  const firesAt = folder.mismatchSince! + pending.forMs;
  const firesReports = folder.graceReports + pending.reports - 1;
  if (state.reports < firesReports) dueReports(folder, firesReports, state);
  const lasted = hasPassed(folder, state, firesAt, now);
  if (state.reports < firesReports || (!lasted && !stood)) return;

  folder.mismatchSeverity = severity(folder, state, now, items, lasted);
}

function severity(folder: FolderState, state: ReplicaState, now: Instant, items: number, lasted: boolean): Severity {
  if (lasted && isCritical(items, folder.serverItems!, state.policy)) return 'critical';
  const steady = folder.inbox && steadyHasStood(folder, state, now);
  return steady || inboxHasStood(folder, state, now) ? 'critical' : 'warning';
}
