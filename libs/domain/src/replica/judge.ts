import type { Policy } from '../policy/policy.ts';
import type { Condition } from '../condition/condition.ts';
import type { FolderJudgement, ReplicaJudgement } from './judgement.ts';
import type { Instant } from './replica.events.ts';
import { NEVER } from '../folder/folder.state.ts';
import type { ReplicaState } from './replica.state.ts';
import { adopt } from './adopt.ts';
import { samePolicy } from '../policy/policy-book.ts';
import { advance, lookAhead, silentAt } from './advance.ts';
import { judgeFolder } from '../folder/judge-folder.ts';
import { troubleConditions } from '../condition/trouble-conditions.ts';
import { kindOfSilence, silentCondition, silentDeadline } from '../condition/silent.ts';
import { sortedFolders } from './folders.ts';

/**
 * What is so of the replica at `now`: a pure function of its facts, the policy and the time.
 * It leaves the state as it is, so it may be asked at any moment, as often as one likes.
 * A moment before the newest report is answered as of that report: a state knows nothing of what it was before.
 */
export function judge(state: ReplicaState, policy: Policy, now: Instant): ReplicaJudgement {
  const at = state.heardAt === null ? now : Math.max(now, state.heardAt);
  return say(stateAt(state, policy, at), at);
}

function stateAt(state: ReplicaState, policy: Policy, at: Instant): ReplicaState {
  const isOurs = samePolicy(policy, state.policy);
  if (isOurs && state.dueAt > at && (silentAt(state) > at || state.status === 'silent')) return state;

  const ahead = lookAhead(state);
  if (!isOurs) {
    ahead.clock = { ...state.clock, knots: [...state.clock.knots] };
    adopt(ahead, policy);
  }
  advance(ahead, at);
  return ahead;
}

function say(state: ReplicaState, now: Instant): ReplicaJudgement {
  const silent = state.status === 'silent' && silentAt(state) <= now;
  const retired = state.retiredAt !== null;
  const folders: FolderJudgement[] = [];
  let foldersOut = 0;
  let itemsBehind: number | null = null;
  let itemsOnlyOffline = 0;
  let lastSynchronizedAt: Instant | null = null;

  for (const folder of sortedFolders(state)) {
    const judgement = judgeFolder(folder, state, now);
    folders.push(retired ? { ...judgement, conditions: [] } : judgement);
    if (folder.localOnly) continue;

    if (folder.status !== 'in-step') foldersOut += 1;
    const { difference } = judgement;
    if (difference !== null) {
      itemsBehind ??= 0;
      if (difference > 0) itemsBehind += difference;
      else itemsOnlyOffline -= difference;
    }
    const last = folder.lastSynchronizedAt;
    if (last !== null && (lastSynchronizedAt === null || last < lastSynchronizedAt)) lastSynchronizedAt = last;
  }

  return {
    status: state.status,
    since: state.since,
    silence: silent ? kindOfSilence(state, now) : null,
    conditions: ownConditions(state, now, silent),
    folders,
    foldersOut,
    itemsBehind,
    itemsOnlyOffline,
    lastSynchronizedAt,
    lastReportedAt: state.lastReportedAt,
    nextDeadline: nextDeadline(state, now, silent),
  };
}

function ownConditions(state: ReplicaState, now: Instant, silent: boolean): readonly Condition[] {
  if (state.retiredAt !== null) return [];
  const { id: policy, version: policyVersion } = state.policy;
  const conditions: Condition[] = [];
  if (silent) conditions.push(silentCondition(state, now));
  if (state.unknownSince !== null)
    conditions.push({
      rule: 'unknown',
      severity: null,
      folder: null,
      since: state.unknownSince,
      policy,
      policyVersion,
      evidence: [state.heardPosition],
    });
  if (state.troubles.length > 0) conditions.push(...troubleConditions(state.troubles, null, state.policy));
  return conditions;
}

function nextDeadline(state: ReplicaState, now: Instant, silent: boolean): Instant | null {
  if (state.retiredAt !== null) return null;
  if (silent) return silentDeadline(state, now);
  const deadline = Math.min(state.dueAt, silentAt(state));
  return deadline === NEVER ? null : deadline;
}

/** Of the replica and of all its folders: what `conditionChanges` compares. */
export function allConditions({ conditions, folders }: ReplicaJudgement): readonly Condition[] {
  const all: Condition[] = [...conditions];
  for (const folder of folders) for (const condition of folder.conditions) all.push(condition);
  return all;
}
