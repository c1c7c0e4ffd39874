import type { Status } from '@lockstep/contracts';
import type { Instant } from './replica.events.ts';
import { type FolderState, NEVER } from '../folder/folder.state.ts';
import type { ReplicaState } from './replica.state.ts';
import { nextDue } from '../folder/due.ts';
import { settle } from '../folder/settle.ts';
import { silentAfter } from './on-clock.ts';
import { worse } from './status.ts';

/** From when, with no report more, the agent is silent; one that never reported is silent from its enrolment. */
export function silentAt(state: ReplicaState): Instant {
  if (state.lastReportedAt === null) return state.awaitedSince ?? 0;
  return state.lastReportedAt + silentAfter(state.clock, state.policy);
}

/**
 * Lets time pass up to `until`: every deadline on the way is met at its own moment, in order.
 * Folders of a silent replica are last known, so theirs are met only up to the silence.
 */
export function advance(state: ReplicaState, until: Instant): void {
  const silence = silentAt(state);
  const limit = Math.min(until, silence);
  while (state.dueAt <= limit) {
    const now = state.dueAt;
    for (const folder of state.folders.values()) if (nextDue(folder, state) <= now) settle(folder, state, now);
    settleReplica(state, now);
  }
  if (silence <= until) turn(state, 'silent', silence);
}

/** The replica's own word after its folders have theirs, and its next deadline. */
export function settleReplica(state: ReplicaState, now: Instant): void {
  let worst: Status = 'in-step';
  let due = NEVER;
  for (const folder of state.folders.values()) {
    worst = worse(worst, folder.status);
    const folderDue = nextDue(folder, state);
    if (folderDue < due) due = folderDue;
  }
  state.dueAt = due;

  state.unknownSince = isUnknown(state) ? (state.unknownSince ?? now) : null;
  const status = state.unknownSince === null ? worst : worse(worst, 'unknown');
  if (status !== state.status) turn(state, status, beganAt(state, status) ?? now);
}

/** As old as the oldest trouble that it names, and not as the moment at which nothing covered that any more. */
function beganAt({ folders }: ReplicaState, status: Status): Instant | null {
  if (status !== 'mismatched' && status !== 'stale') return null;
  let began = NEVER;
  for (const folder of folders.values()) if (folder.status === status && folder.since < began) began = folder.since;
  return began === NEVER ? null : began;
}

/** Nothing was ever read, offline use is not set up, or what was read cannot be trusted. An empty store, read whole, is in step. */
function isUnknown(state: ReplicaState): boolean {
  if (state.distrusted) return true;
  if (state.folders.size === 0 && !state.complete) return true;
  return state.troubles.some(({ code }) => code === 'offline-use-not-set-up');
}

function turn(state: ReplicaState, status: Status, since: Instant): void {
  if (state.status === status) return;
  state.status = status;
  state.since = since;
}

/** A copy to look ahead with; facts and what never changes in place are shared. */
export function lookAhead(state: ReplicaState): ReplicaState {
  const folders = new Map<string, FolderState>();
  for (const [key, folder] of state.folders) folders.set(key, { ...folder });
  return { ...state, folders, sorted: null };
}
