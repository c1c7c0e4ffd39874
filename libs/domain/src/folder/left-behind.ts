import type { Instant } from '../replica/replica.events.ts';
import { beyond, threshold } from '../condition/difference.ts';
import type { Course } from './course.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';

/**
 * Whether the same items stay behind, or others each time. Counts have no names, so runs are asked instead.
 *
 * 1. The *floor* is the least that the server held at any look since the last completed sync. The next one was free to fetch all of it.
 * 2. A run *left* items behind if the offline side does not reach the floor after it, and it did not carry more than it left. A quiet run,
 *    of a night, shows it for certain; where mail and deletions cross, one run may seem to.
 * 3. So it takes several in a row. Then what stands of the difference is proven: the least it has been since, and later mail that comes
 *    through no longer begins it anew. If it is less than that after a run that carried something, as many must leave the lesser number
 *    before it is proven again; after one that carried nothing, what is left can only be some of the same.
 * 4. Without such proof the oldest items are taken to come first: a run that reaches the floor leaves a difference of newer items.
 *
 * Where the offline side has more, all of this holds the other way round, and the floor is the most.
 */
export function noteRun(folder: FolderState, state: ReplicaState, carried: number): void {
  const course = folder.course!;
  const left = leftByRun(folder);
  if (isLeft(folder, state, left, carried)) {
    const stands = Math.sign(course.stands) * left;
    if (left >= Math.abs(course.stands)) {
      if (course.leftBy < PROVEN_BY) course.leftBy += 1;
    } else {
      course.stands = stands;
      if (carried > 0 || !isProven(course)) course.leftBy = 1;
    }
  }
  // A run that goes on already may have listed the server before this look.
  if (!folder.inProgress) course.floor = folder.knownServer;
}

const PROVEN_BY = 3;
const LOOKS = 3;

export const isProven = (course: Course) => course.leftBy >= PROVEN_BY;

/**
 * One look more at a difference that goes on. What the server has lost since the last run hides what is behind and takes nothing of it
 * away: only what comes offline does, and a run that cannot have left so many.
 */
export function lowerStands(folder: FolderState, now: number, carried: number, synchronized: boolean): void {
  const course = folder.course!;
  const { knownServer: server } = folder;
  if (Math.abs(now) < Math.abs(course.stands) && !mayStand(folder, now, carried, synchronized)) {
    course.stands = now;
    course.leftBy = 0;
  }
  course.floor = now > 0 ? Math.min(course.floor, server) : Math.max(course.floor, server);
}

function mayStand(folder: FolderState, now: number, carried: number, synchronized: boolean): boolean {
  const stands = Math.abs(folder.course!.stands);
  if (Math.abs(now) >= stands) return true;
  return synchronized ? mostLeftByRun(folder) >= stands : carried <= 0;
}

/**
 * Whether whatever was missing has come since, so that this is a new difference, of newer items. A busy folder is never quite equal: mail
 * arrives between the reading of one side and of the other. Without this, every busy Inbox would differ "for 60 min".
 */
export function keptPace(
  folder: FolderState,
  state: ReplicaState,
  now: number,
  serverBefore: number,
  carried: number,
  synchronized: boolean,
): boolean {
  if (isProven(folder.course!) && mayStand(folder, now, carried, synchronized)) return false;
  if (synchronized) return !isLeft(folder, state, leftByRun(folder), carried);
  return shortOf(folder, serverBefore, now) <= 0;
}

/**
 * A difference that is proven outlives a look at which a deletion hides it, until a run shows that nothing is left, or for as long as a
 * mismatch must be gone to clear (three looks at least).
 */
export function isHidden(folder: FolderState, state: ReplicaState, at: Instant, synchronized: boolean): boolean {
  const { course } = folder;
  if (course === null || !isProven(course)) return false;
  if (synchronized && mostLeftByRun(folder) <= 0) return false;
  const heldMs = Math.max(state.policy.mismatch.clears.heldMs, LOOKS * state.clock.intervalMs);
  return course.items !== 0 || at - course.steadySince <= heldMs;
}

function isLeft(folder: FolderState, state: ReplicaState, left: number, carried: number): boolean {
  if (left <= 0) return false;
  return carried < left || left >= threshold(folder.knownServer, state.policy);
}

function leftByRun(folder: FolderState): number {
  const { stands, floor } = folder.course!;
  const { knownServer: server } = folder;
  return shortOf(folder, stands > 0 ? Math.min(floor, server) : Math.max(floor, server), stands);
}

function mostLeftByRun(folder: FolderState): number {
  const { stands, floor } = folder.course!;
  const { knownServer: server } = folder;
  return shortOf(folder, stands > 0 ? Math.max(floor, server) : Math.min(floor, server), stands);
}

/** By how many items the offline side does not come up to so many on the server, beyond what is expected and accepted. */
function shortOf({ knownOffline, expected, accepted }: FolderState, server: number, sign: number): number {
  return Math.sign(sign) * beyond(server - knownOffline - expected, accepted);
}
