import type { Instant } from '../replica/replica.events.ts';
import type { FolderJudgement } from '../replica/judgement.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import type { Condition } from '../condition/condition.ts';
import { difference } from '../condition/difference.ts';
import { staleSeverity } from '../condition/stale.ts';
import { troubleConditions } from '../condition/trouble-conditions.ts';

/** Says what was settled. The same object comes back while nothing that it says has turned. */
export function judgeFolder(folder: FolderState, state: ReplicaState, now: Instant): FolderJudgement {
  const before = folder.judgement;
  if (!folder.settledAnew && before !== null) return before;

  folder.settledAnew = false;
  const gap = difference(folder);
  const conditions = conditionsOf(folder, state, now);
  if (before !== null && conditions === NONE && saysTheSame(before, folder, gap)) return before;

  folder.judgement = {
    path: folder.path,
    status: folder.status,
    since: folder.since,
    difference: gap,
    localOnly: folder.localOnly,
    conditions,
  };
  return folder.judgement;
}

function saysTheSame(before: FolderJudgement, folder: FolderState, gap: number | null): boolean {
  return (
    before.conditions === NONE &&
    before.status === folder.status &&
    before.since === folder.since &&
    before.difference === gap &&
    before.localOnly === folder.localOnly
  );
}

const NONE: readonly Condition[] = [];

function conditionsOf(folder: FolderState, state: ReplicaState, now: Instant): readonly Condition[] {
  if (folder.status === 'in-step' && folder.mismatchSince === null && folder.troubles.length === 0) return NONE;

  const { path, position } = folder;
  const { id: policy, version: policyVersion } = state.policy;
  const conditions: Condition[] = [];
  if (folder.mismatchSince !== null)
    conditions.push({
      rule: 'mismatch',
      kind: folder.mismatchKind ?? 'not-synchronizing',
      severity: folder.mismatchSeverity,
      folder: path,
      since: folder.mismatchSince,
      policy,
      policyVersion,
      evidence: evidence(folder.mismatchPosition, position),
    });
  if (folder.staleSince !== null)
    conditions.push({
      rule: 'stale',
      severity: staleSeverity(folder, state, now),
      folder: path,
      since: folder.staleSince,
      policy,
      policyVersion,
      evidence: [position],
    });
  if (folder.unknownSince !== null)
    conditions.push({
      rule: 'unknown',
      severity: null,
      folder: path,
      since: folder.unknownSince,
      policy,
      policyVersion,
      evidence: [position],
    });
  if (folder.status === 'catching-up' && folder.mismatchSince === null)
    conditions.push({
      rule: 'catching-up',
      severity: null,
      folder: path,
      since: folder.since,
      policy,
      policyVersion,
      evidence: evidence(folder.differsPosition, position),
    });
  if (folder.troubles.length > 0) conditions.push(...troubleConditions(folder.troubles, path, state.policy));
  return conditions;
}

const evidence = (first: number, newest: number) => (first === newest ? [newest] : [first, newest]);
