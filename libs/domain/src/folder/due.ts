import type { Instant } from '../replica/replica.events.ts';
import { type FolderState, NEVER } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { expectedUntil, whenOn } from '../replica/on-clock.ts';

// A rule that waits says for what. The folder is judged again at the earliest of it, and not before unless it has news.
// What is past is not waited for.

export function dueAt(folder: FolderState, at: Instant, now: Instant): void {
  if (at > now && at < folder.dueAt) folder.dueAt = at;
}

/**
 * Whether a time that runs while nothing changes is over. It needs somebody who saw that nothing changed: while the agent's next report is
 * overdue it waits for that report.
 */
export function hasPassed(folder: FolderState, state: ReplicaState, at: Instant, now: Instant): boolean {
  const known = Math.min(now, expectedUntil(state.clock));
  if (at <= known) return true;
  if (at <= expectedUntil(state.clock)) dueAt(folder, at, now);
  else dueReports(folder, state.reports + 1, state);
  return false;
}

export function dueOn(folder: FolderState, on: number, nowOn: number): void {
  if (on > nowOn && on < folder.dueOn) folder.dueOn = on;
}

export function dueReports(folder: FolderState, reports: number, state: ReplicaState): void {
  if (reports > state.reports && reports < folder.dueReports) folder.dueReports = reports;
}

export function waitForNothing(folder: FolderState): void {
  folder.dueAt = NEVER;
  folder.dueOn = NEVER;
  folder.dueReports = NEVER;
}

/** When, with no news, the folder must be judged again. */
export function nextDue(folder: FolderState, state: ReplicaState): Instant {
  return Math.min(folder.dueAt, whenOn(state.clock, folder.dueOn));
}

/** Whether a report just heard makes it due, though it says nothing of this folder. */
export function isDue(folder: FolderState, state: ReplicaState, now: Instant, on: number): boolean {
  return folder.dueAt <= now || folder.dueOn <= on || folder.dueReports <= state.reports;
}
