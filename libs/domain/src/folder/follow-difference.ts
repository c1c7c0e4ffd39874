import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { beginCourse, followCourse } from './course.ts';
import { beyond, difference, threshold } from '../condition/difference.ts';
import { followCovered } from './accepted.ts';
import { noteSyncAfterExits } from '../replica/exits.ts';
import { remember, smallestSince } from './backlog.ts';

/**
 * Follows the difference through one statement of a folder: since when it stands, whether it shrinks, whether a completed
 * sync has left it there. Unknown counts leave the memory as it is: not to know is neither better nor worse.
 */
export function followDifference(folder: FolderState, state: ReplicaState, at: Instant): void {
  const now = difference(folder);
  if (folder.localOnly) endDifference(folder);
  if (now === null) return;

  const serverBefore = folder.knownServer;
  const offlineBefore = folder.knownOffline;
  folder.knownServer = folder.serverItems!;
  folder.knownOffline = folder.offlineItems!;
  if (folder.localOnly) return;

  if (folder.accepted !== null)
    followCovered(folder, state, now + covered(folder, now), at, serverBefore, offlineBefore);
  if (now === 0) return endDifference(folder);

  const items = Math.abs(now);
  if (folder.differsSince === null) {
    begin(folder, state, now, at, serverBefore, offlineBefore);
  } else if (keptPace(folder, now, serverBefore)) {
    // Whatever was missing then has come since: this is a new difference, of newer mail. But if it is the same number time and again,
    // it may be the same items that stay behind, and its course goes on.
    const { course } = folder;
    begin(folder, state, now, at, serverBefore, offlineBefore);
    if (course?.items === now) {
      followCourse(course, now, at, folder.knownServer - serverBefore, folder.knownOffline - offlineBefore);
      folder.course = course;
    }
  } else {
    const before = Math.abs(beyond(serverBefore - offlineBefore - folder.expected, folder.accepted));
    const limit = threshold(folder.serverItems!, state.policy);
    if (items >= limit && before < limit && folder.mismatchSince === null) restartGrace(folder, state, at);
    if (shrinks(folder, state, items, now, offlineBefore, at)) {
      folder.progressAt = at;
      folder.leftReports = null;
    }
    followCourse(folder.course!, now, at, folder.knownServer - serverBefore, folder.knownOffline - offlineBefore);
  }
  folder.backlog = remember(folder.backlog, at, items);
}

/** A completed sync, newer than any before it. */
export function countSync({ course, differsSince }: FolderState, state: ReplicaState, at: Instant): void {
  if (course !== null && at > differsSince!) course.syncs += 1;
  if (state.memory.exits.length > 0) noteSyncAfterExits(state, at);
}

/** A completed sync that left the difference there counts from the report that shows it. */
export function noteCompletedSync(folder: FolderState, state: ReplicaState): void {
  if (folder.differsSince !== null && folder.leftReports === null && completedSync(folder, state) > folder.graceFrom)
    folder.leftReports = state.reports;
}

/** The newest completed sync that is known of; where the folder has no date, an attempt at all folders stands in. */
export function completedSync(folder: FolderState, state: ReplicaState): Instant {
  return folder.lastSynchronizedAt ?? state.succeededAt ?? -Infinity;
}

/** The client was away for long: it may have much to fetch, so what stands is given its time again. */
export function restartGrace(folder: FolderState, state: ReplicaState, at: Instant): void {
  folder.graceFrom = at;
  folder.graceReports = state.reports;
  folder.leftReports = null;
}

function begin(
  folder: FolderState,
  state: ReplicaState,
  now: number,
  at: Instant,
  serverBefore: number,
  offlineBefore: number,
): void {
  folder.differsSince = at;
  folder.differsOn = state.clock.on;
  folder.differsPosition = folder.position;
  folder.progressAt = 0;
  folder.backlog = null;
  folder.course = beginCourse(folder, now, at, serverBefore < 0 ? null : [serverBefore, offlineBefore]);
  restartGrace(folder, state, at);
}

export function endDifference(folder: FolderState): void {
  folder.differsSince = null;
  folder.leftReports = null;
  folder.backlog = null;
  folder.course = null;
}

/** What of the difference a person's acceptance covers. */
const covered = ({ serverItems, offlineItems, expected }: FolderState, now: number) =>
  serverItems! - offlineItems! - expected - now;

/**
 * A busy folder is never quite equal: mail arrives between the reading of one side and of the other. But if the
 * offline folder now holds as many as the server did at the last statement, nothing of then is missing any more.
 * (The same the other way round, when items are being deleted.) Without this, every busy Inbox would differ "for 60 min".
 */
function keptPace(folder: FolderState, now: number, serverBefore: number): boolean {
  const held = folder.offlineItems! + folder.expected + covered(folder, now);
  return now > 0 ? held >= serverBefore : held <= serverBefore;
}

/** It shrinks when the offline side moves, and the difference is smaller than it was at any time within the grace. */
function shrinks(
  folder: FolderState,
  state: ReplicaState,
  items: number,
  now: number,
  offlineBefore: number,
  at: Instant,
): boolean {
  const moved = now > 0 ? folder.offlineItems! > offlineBefore : folder.offlineItems! < offlineBefore;
  return moved && items < smallestSince(folder.backlog, at - state.policy.mismatch.graceMs);
}
