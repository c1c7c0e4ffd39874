import type { Severity } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from '../folder/folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { calendarAt, onAt, whenCalendar } from '../replica/on-clock.ts';
import { dueAt, dueOn, dueReports } from '../folder/due.ts';

/**
 * Whether no sync completed for too long while the client was on (4 h), or for a week by the calendar.
 * A folder without a date is not stale: when it last synchronized is unknown, and unknown is not long ago.
 * A client that has a date for some folders and none for others shows it; its numbers are judged all the same.
 */
export function judgeStale(folder: FolderState, state: ReplicaState, now: Instant): boolean {
  if (folder.lastSynchronizedAt === null) {
    clearStale(folder);
    return false;
  }
  const { warningAfterOnMs, criticalAfterOnMs, criticalAfterCalendarMs } = state.policy.stale;
  const on = onAt(state.clock, now);
  const warningOn = folder.lastSynchronizedOn + warningAfterOnMs;
  const criticalCalendar = folder.lastSynchronizedCalendar + criticalAfterCalendarMs;
  const calendarLeft = criticalCalendar - calendarAt(state.clock, now);
  if (on < warningOn) dueOn(folder, warningOn, on);
  else dueOn(folder, folder.lastSynchronizedOn + criticalAfterOnMs, on);
  if (calendarLeft > 0) dueAt(folder, whenCalendar(state.clock, criticalCalendar), now);

  if (on < warningOn && calendarLeft > 0) {
    clearStale(folder);
    return false;
  }
  if (folder.staleSince === null) {
    folder.staleSince = now;
    folder.staleReports = state.reports;
  }
  const { pending } = state.policy;
  dueAt(folder, folder.staleSince + pending.forMs, now);
  dueReports(folder, folder.staleReports + pending.reports - 1, state);
  return true;
}

export function clearStale(folder: FolderState): void {
  folder.staleSince = null;
  folder.staleReports = 0;
}

/** Null while it is pending (two reports, and 30 min), and while the folder catches up: what shrinks steadily is being mended. */
export function staleSeverity(folder: FolderState, state: ReplicaState, now: Instant): Severity | null {
  if (folder.shrinking) return null;
  const { pending, stale } = state.policy;
  if (state.reports < folder.staleReports + pending.reports - 1 || now < folder.staleSince! + pending.forMs)
    return null;
  return onAt(state.clock, now) - folder.lastSynchronizedOn >= stale.criticalAfterOnMs ||
    calendarAt(state.clock, now) - folder.lastSynchronizedCalendar >= stale.criticalAfterCalendarMs
    ? 'critical'
    : 'warning';
}
