import { clearMismatch } from '../condition/mismatch.ts';
import type { FolderState } from '../folder/folder.state.ts';
import { settle } from '../folder/settle.ts';
import type { Policy } from '../policy/policy.ts';
import { samePolicy } from '../policy/policy-book.ts';
import { settleReplica } from './advance.ts';
import { changeHours } from './on-clock.ts';
import type { Instant } from './replica.events.ts';
import type { ReplicaState } from './replica.state.ts';

/**
 * Another policy takes over a replica: from its newest report on it is judged by that one. What only the past could tell is kept: since
 * when a folder differs, its grace, its clocks, how long a mismatch has been pending. What follows from thresholds is found anew: whether
 * a mismatch is one, and how severe it is.
 */
export function adopt(state: ReplicaState, policy: Policy): void {
  if (samePolicy(state.policy, policy)) return;
  state.policy = policy;
  changeHours(state.clock, policy.workingHours);
  const from = state.heardAt ?? state.since;
  for (const folder of state.folders.values()) settleAnew(folder, state, from);
  if (state.heardAt !== null) settleReplica(state, from);
}

function settleAnew(folder: FolderState, state: ReplicaState, now: Instant): void {
  const { mismatchSince, mismatchPosition, mismatchKind } = folder;
  clearMismatch(folder);
  settle(folder, state, now);
  if (mismatchSince === null || folder.mismatchSince === null) return;
  folder.mismatchSince = mismatchSince;
  folder.mismatchPosition = mismatchPosition;
  folder.mismatchKind = mismatchKind;
  settle(folder, state, now);
}
