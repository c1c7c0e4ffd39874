import type { Instant } from '../replica/replica.events.ts';
import type { FolderJudgement } from '../replica/judgement.ts';
import type { FolderState, ReplicaState } from '../replica/replica.state.ts';
import type { Condition } from '../condition/condition.ts';
import { difference } from '../condition/difference.ts';
import { mismatchKind } from '../condition/mismatch.ts';
import { staleSeverity } from '../condition/stale.ts';
import { troubleConditions } from '../condition/trouble-conditions.ts';
import { completedSync } from './follow-difference.ts';

/** Says what was settled. The same object comes back while nothing turned. */
export function judgeFolder(folder: FolderState, state: ReplicaState, now: Instant): FolderJudgement {
  return (folder.judgement ??= {
    path: folder.path,
    status: folder.status,
    since: folder.since,
    difference: difference(folder),
    localOnly: folder.localOnly,
    conditions: conditionsOf(folder, state, now),
  });
}

const NONE: readonly Condition[] = [];

function conditionsOf(folder: FolderState, state: ReplicaState, now: Instant): readonly Condition[] {
  if (folder.status === 'in-step' && folder.mismatchSince === null && folder.troubles.length === 0) return NONE;

  const { path, position } = folder;
  const policyVersion = state.policy.version;
  const conditions: Condition[] = [];
  if (folder.mismatchSince !== null)
    conditions.push({
      rule: 'mismatch',
      kind: mismatchKind(folder, completedSync(folder, state)),
      severity: folder.mismatchSeverity,
      folder: path,
      since: folder.mismatchSince,
      policyVersion,
      evidence: evidence(folder.differsPosition, position),
    });
  if (folder.staleSince !== null)
    conditions.push({
      rule: 'stale',
      severity: staleSeverity(folder, state, now),
      folder: path,
      since: folder.staleSince,
      policyVersion,
      evidence: [position],
    });
  if (folder.unknownSince !== null)
    conditions.push({
      rule: 'unknown',
      severity: null,
      folder: path,
      since: folder.unknownSince,
      policyVersion,
      evidence: [position],
    });
  if (folder.status === 'catching-up' && folder.mismatchSince === null)
    conditions.push({
      rule: 'catching-up',
      severity: null,
      folder: path,
      since: folder.since,
      policyVersion,
      evidence: evidence(folder.differsPosition, position),
    });
  if (folder.troubles.length > 0) conditions.push(...troubleConditions(folder.troubles, path, policyVersion));
  return conditions;
}

const evidence = (first: number, newest: number) => (first === newest ? [newest] : [first, newest]);
