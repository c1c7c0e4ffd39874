import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { type Course, beginCourse, followCourse, hide } from './course.ts';
import { beyond, difference, threshold } from '../condition/difference.ts';
import { followCovered } from './accepted.ts';
import { noteSyncAfterExits } from '../replica/exits.ts';
import { isHidden, keptPace, lowerStands, noteRun } from './left-behind.ts';
import { remember } from './backlog.ts';
import { shrinks } from './shrinks.ts';

/**
 * Follows the difference through one statement of a folder: since when it stands, whether it shrinks, whether a completed
 * sync has left it there (`synchronized`: this statement shows one). Unknown counts leave the memory as it is: not to know is neither
 * better nor worse. A difference of the other sign is another one.
 */
export function followDifference(folder: FolderState, state: ReplicaState, at: Instant, synchronized: boolean): void {
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
  const { course } = folder;
  if (course === null) {
    if (now === 0) return;
    begin(folder, state, now, at, serverBefore, offlineBefore);
  } else if (now === 0) {
    if (!isHidden(folder, state, at, synchronized)) return endDifference(folder);
    return hide(course, at, folder.knownServer - serverBefore, folder.knownOffline - offlineBefore);
  } else {
    goOn(folder, state, course, now, at, serverBefore, offlineBefore, synchronized);
  }
  folder.backlog = remember(folder.backlog, at, Math.abs(now));
}

function goOn(
  folder: FolderState,
  state: ReplicaState,
  course: Course,
  now: number,
  at: Instant,
  serverBefore: number,
  offlineBefore: number,
  synchronized: boolean,
): void {
  const carried = (folder.knownOffline - offlineBefore) * Math.sign(now);
  const wasHidden = course.items === 0 && !isHidden(folder, state, at, false);
  if (now > 0 !== course.stands > 0 || wasHidden) return begin(folder, state, now, at, serverBefore, offlineBefore);

  if (keptPace(folder, state, now, serverBefore, carried, synchronized)) {
    begin(folder, state, now, at, serverBefore, offlineBefore);
    // The same number time and again may be the same items that stay behind, though no run is seen that proves it.
    if (course.items !== now) return;
    followCourse(course, now, at, folder.knownServer - serverBefore, folder.knownOffline - offlineBefore);
    course.floor = folder.knownServer;
    folder.course = course;
    return;
  }
  const items = Math.abs(now);
  const before = Math.abs(beyond(serverBefore - offlineBefore - folder.expected, folder.accepted));
  const limit = threshold(folder.serverItems!, state.policy);
  if (items >= limit && before < limit && folder.mismatchSince === null) restartGrace(folder, state, at);
  if (carried > 0 && shrinks(folder, state.policy, items, at)) {
    folder.progressAt = at;
    folder.leftReports = null;
  }
  followCourse(course, now, at, folder.knownServer - serverBefore, folder.knownOffline - offlineBefore);
  lowerStands(folder, now, carried, synchronized);
  if (synchronized) noteRun(folder, state, carried);
}

/** A completed sync, newer than any before it; whether it completed since the folder differs. */
export function countSync({ course, differsSince }: FolderState, state: ReplicaState, at: Instant): boolean {
  const since = course !== null && at > differsSince!;
  if (since) course.syncs += 1;
  if (state.memory.exits.length > 0) noteSyncAfterExits(state, at);
  return since;
}

/** A completed attempt at all folders stands in for the date that a folder does not have. Its counts were told just before. */
export function noteAttemptAsRun(folder: FolderState, state: ReplicaState): void {
  if (folder.course === null || folder.course.items === 0) return;
  const moved = folder.offlineMovedAt === folder.statedAt ? folder.offlineMovedBy : 0;
  noteRun(folder, state, moved * Math.sign(folder.course.stands));
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
  // The run that goes on may have listed the server before these items came.
  if (folder.inProgress && serverBefore >= 0) folder.course.floor = serverBefore;
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
