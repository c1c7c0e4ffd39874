import type { FolderPath } from '@lockstep/contracts';
import type { AcceptedDifference, Fact, Instant } from '../replica/replica.events.ts';
import type { Acceptance } from '../replica/facts.ts';
import type { Course } from './course.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { beyond, threshold } from '../condition/difference.ts';
import { clearMismatch, resumeMismatch } from '../condition/mismatch.ts';
import { beginCourse, followCourse } from './course.ts';
import { dueAt } from './due.ts';
import { endDifference } from './follow-difference.ts';
import { keyOf } from '../replica/folders.ts';
import { settle } from './settle.ts';
import { settleReplica } from '../replica/advance.ts';

/**
 * What a person accepted of one folder, and the difference that it covers. Kept with the replica, so that it outlives the folder's
 * absence; while it holds, the folder points to it.
 */
export interface HeldAcceptance extends Acceptance {
  readonly path: FolderPath;
  covers: Covered | null;
}

/** The whole difference that is covered in part or wholly: since when it stands, by both clocks, and how it came. */
export interface Covered {
  readonly since: Instant;
  readonly on: number;
  readonly position: number;
  readonly course: Course;
  /** The mismatch that it was judged to be: it goes on where the acceptance ends, at its own age. Left out: it was none. */
  mismatch?: { readonly since: Instant; readonly position: number };
}

/** A person's word counts from the newest report on: judgement never goes behind it, and nothing else is known of later. */
export function foldAcceptance(state: ReplicaState, fact: Fact<string, AcceptedDifference>): void {
  const { path, items, reason, by, until } = fact.data;
  const now = state.heardAt;
  if (path === undefined || (now !== null && until <= now)) return;

  const key = keyOf(path);
  const { observedAt: at, position } = fact;
  const held: HeldAcceptance = { path, items, reason, by, at, until, position, covers: null };
  change(state, key, (folder, when) => {
    if (folder.accepted !== null) uncover(folder, state, when);
    cover(folder, held, when);
  });
  state.accepted.set(key, held);
}

export function foldWithdrawal(state: ReplicaState, path: FolderPath | undefined): void {
  if (path === undefined) return;
  const key = keyOf(path);
  state.accepted.delete(key);
  change(state, key, (folder, when) => {
    if (folder.accepted !== null) uncover(folder, state, when);
  });
}

/** What a person accepts of a folder at a moment, whether it is there or not; null: nothing. */
export function acceptanceHeld({ accepted }: ReplicaState, path: FolderPath, now: Instant): Acceptance | null {
  const held = accepted.get(keyOf(path));
  return held === undefined || held.until <= now ? null : held;
}

function change(state: ReplicaState, key: string, what: (folder: FolderState, now: Instant) => void): void {
  const folder = state.folders.get(key);
  if (folder === undefined || state.heardAt === null) return;
  what(folder, state.heardAt);
  settle(folder, state, state.heardAt);
  settleReplica(state, state.heardAt);
}

/** A folder that is stated for the first time, or again after it was gone. */
export function findAccepted(state: ReplicaState, key: string): HeldAcceptance | null {
  const held = state.accepted.size === 0 ? undefined : state.accepted.get(key);
  if (held === undefined) return null;
  held.covers = null;
  return held;
}

/** What has expired is of no use to a folder that comes later. */
export function forgetExpired({ accepted }: ReplicaState, now: Instant): void {
  for (const [key, { until }] of accepted) if (until <= now) accepted.delete(key);
}

/** Ends an acceptance at its moment, or waits for it. */
export function holdAccepted(folder: FolderState, state: ReplicaState, now: Instant): void {
  const { until } = folder.accepted!;
  if (now >= until) uncover(folder, state, now);
  else dueAt(folder, until, now);
}

/** Follows the whole difference that an acceptance covers in part or wholly, so that it stands as it does when the acceptance ends. */
export function followCovered(
  folder: FolderState,
  state: ReplicaState,
  gap: number,
  at: Instant,
  serverBefore: number,
  offlineBefore: number,
): void {
  const held = folder.accepted!;
  if (beyond(gap, held) === gap) {
    held.covers = null;
  } else if (held.covers === null) {
    const course = beginCourse(folder, gap, at, serverBefore < 0 ? null : [serverBefore, offlineBefore]);
    held.covers = { since: at, on: state.clock.on, position: folder.position, course };
  } else {
    followCourse(held.covers.course, gap, at, folder.knownServer - serverBefore, folder.knownOffline - offlineBefore);
  }
}

function cover(folder: FolderState, held: HeldAcceptance, now: Instant): void {
  folder.accepted = held;
  const { differsSince: since, differsOn: on, differsPosition: position, course } = folder;
  if (since === null || course === null) return;
  const gap = wholeGap(folder);
  const left = beyond(gap, held);
  if (left === gap) return;

  held.covers = { since, on, position, course };
  const { mismatchSince, mismatchPosition } = folder;
  if (mismatchSince !== null) held.covers.mismatch = { since: mismatchSince, position: mismatchPosition };
  // Nobody waits ten minutes to see whether what a person accepted stays small.
  if (left === 0) {
    endDifference(folder);
    clearMismatch(folder);
    return;
  }
  folder.backlog = [now, Math.abs(left)];
  folder.course = { ...beginCourse(folder, left, now, course.before), began: course.began };
}

/** The difference stands again, since when it did; its grace has passed. */
function uncover(folder: FolderState, state: ReplicaState, now: Instant): void {
  const { covers } = folder.accepted!;
  folder.accepted = null;
  if (covers === null || folder.localOnly) return;
  const gap = wholeGap(folder);
  if (gap === 0) return;

  folder.differsSince = covers.since;
  folder.differsOn = covers.on;
  folder.differsPosition = covers.position;
  folder.graceFrom = covers.since;
  folder.graceReports = 0;
  folder.progressAt = 0;
  folder.leftReports = null;
  folder.backlog = [now, Math.abs(gap)];
  folder.course = covers.course;
  folder.course.floor = folder.knownServer;
  // By now it may be so small that nothing would come of it.
  if (covers.mismatch !== undefined && Math.abs(gap) >= threshold(folder.knownServer, state.policy))
    resumeMismatch(folder, covers.mismatch);
}

/** Without the acceptance; by the newest counts that were known, as differences are followed. */
const wholeGap = ({ knownServer, knownOffline, expected }: FolderState) => knownServer - knownOffline - expected;
