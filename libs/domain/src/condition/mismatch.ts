import type { Severity } from '@lockstep/contracts';
import { difference, isCritical, threshold } from './difference.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from '../folder/folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { onAt } from '../replica/on-clock.ts';
import { completedSync } from '../folder/follow-difference.ts';
import { dueAt, dueOn, dueReports } from '../folder/due.ts';

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

function isMoving(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  const { graceMs } = state.policy.mismatch;
  if (folder.inProgress) return true;

  const progressUntil = folder.progressAt + graceMs;
  if (now < progressUntil) {
    dueAt(folder, progressUntil, now);
    return true;
  }
  const graceUntil = folder.graceFrom + graceMs;
  if (now >= graceUntil) return false;
  dueAt(folder, graceUntil, now);
  if (folder.leftReports === null) return true;
  // One report shows that the sync left it there, a second one that it stays.
  const cutAt = folder.leftReports + 1;
  dueReports(folder, cutAt, state);
  return state.reports < cutAt;
}

/** Any difference counts in the end, however small: one message that cannot be stored is one message lost. */
function hasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  return inboxHasStood(folder, state, now) || dayHasStood(folder, state, now);
}

function inboxHasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  if (!folder.inbox) return false;
  const until = folder.differsSince! + state.policy.mismatch.critical.inboxAnyAfterMs;
  dueAt(folder, until, now);
  return now >= until;
}

function dayHasStood(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  const until = folder.differsOn + state.policy.mismatch.warning.anyAfterOnMs;
  const on = onAt(state.clock, now);
  dueOn(folder, until, on);
  return on >= until;
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
  const on = onAt(state.clock, now);
  const until = onAt(state.clock, folder.course.steadySince) + forMs;
  dueOn(folder, until, on);
  return on >= until;
}

/** The kind and the severity only grow worse while the condition lasts. */
function escalate(folder: FolderState, state: ReplicaState, now: Instant, items: number, stood: boolean): void {
  const although = completedSync(folder, state) > Math.min(folder.differsSince!, folder.course?.steadySince ?? Infinity);
  if (although) folder.mismatchKind = 'although-synchronizing';
  else folder.mismatchKind ??= 'not-synchronizing';

  if (folder.mismatchSeverity === 'critical') return;
  const { pending } = state.policy;

  const firesAt = folder.mismatchSince! + pending.forMs;
  const firesReports = folder.graceReports + pending.reports - 1;
  if (state.reports < firesReports) dueReports(folder, firesReports, state);
  if (now < firesAt) dueAt(folder, firesAt, now);
  if (state.reports < firesReports || (now < firesAt && !stood)) return;

  folder.mismatchSeverity = severity(folder, state, now, items, now >= firesAt);
}

function severity(folder: FolderState, state: ReplicaState, now: Instant, items: number, lasted: boolean): Severity {
  if (lasted && isCritical(items, folder.serverItems!, state.policy)) return 'critical';
  const steady = folder.inbox && steadyHasStood(folder, state, now);
  return steady || inboxHasStood(folder, state, now) ? 'critical' : 'warning';
}
