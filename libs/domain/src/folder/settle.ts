import type { Status } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { isDistrusted } from '../condition/trouble.ts';
import { holdAccepted } from './accepted.ts';
import { clearMismatch, isShrinking, judgeMismatch } from '../condition/mismatch.ts';
import { clearStale, judgeStale } from '../condition/stale.ts';
import { worse } from '../replica/status.ts';
import { waitForNothing } from './due.ts';

/**
 * Judges one folder at `now`, and notes in its memory what turned just then.
 * Called at each news of the folder and at each deadline it waits for. In between nothing can turn, so a call more
 * changes nothing: that is why it does not matter how often, or how late, anybody asks for a judgement.
 */
export function settle(folder: FolderState, state: ReplicaState, now: Instant): void {
  waitForNothing(folder);
  if (folder.accepted !== null) holdAccepted(folder, state, now);
  const status = folder.localOnly ? leaveUnjudged(folder) : statusNow(folder, state, now);
  if (status !== folder.status) {
    folder.status = status;
    folder.since = beganAt(folder, status) ?? now;
  }
  folder.settledAnew = true;
}

/** A status that comes to light again, as when an acceptance ends or a worse one goes, is as old as the trouble that it names. */
function beganAt({ mismatchSince, staleSince }: FolderState, status: Status): Instant | null {
  return status === 'mismatched' ? mismatchSince : status === 'stale' ? staleSince : null;
}

function statusNow(folder: FolderState, state: ReplicaState, now: Instant): Status {
  const unknown = isUnknown(folder, state);
  folder.unknownSince = unknown ? (folder.unknownSince ?? now) : null;
  const byNumbers = unknown ? 'unknown' : judgeMismatch(folder, state, now);
  folder.shrinking = byNumbers === 'catching-up' && isShrinking(folder, state, now);
  return judgeStale(folder, state, now) ? worse(byNumbers, 'stale') : byNumbers;
}

export function isUnknown(folder: FolderState, state: ReplicaState): boolean {
  return (
    folder.serverItems === null ||
    folder.offlineItems === null ||
    state.distrusted ||
    (folder.troubles.length > 0 && isDistrusted(folder.troubles))
  );
}

/** A folder that is local by nature (Sync Issues, Outbox) has no server side to differ from. */
function leaveUnjudged(folder: FolderState): Status {
  folder.shrinking = false;
  clearMismatch(folder);
  clearStale(folder);
  folder.unknownSince = null;
  return 'in-step';
}
