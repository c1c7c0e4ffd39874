import type { Attempt } from '@lockstep/contracts';
import type { Enrolment, Fact, ReplicaEvent } from './replica.events.ts';
import type { ReplicaState } from './replica.state.ts';
import { foldReport } from './fold-report.ts';
import { instantOf } from './calendar.ts';
import { isNewer } from './order.ts';
import { countSync, noteAttemptAsRun, noteCompletedSync } from '../folder/follow-difference.ts';
import { foldAcceptance, foldWithdrawal } from '../folder/accepted.ts';
import { noteAttempt, noteClient, noteTry } from './memory.ts';
import { noteAttemptOnExit, noteLastExit } from './exits.ts';
import { settle } from '../folder/settle.ts';
import { settleReplica } from './advance.ts';

/**
 * Folds one fact, in the order of the log. It changes the state in place and gives it back; it never throws, for what
 * is in the log has happened.
 */
export function evolve(state: ReplicaState, fact: ReplicaEvent): ReplicaState {
  switch (fact.type) {
    case 'ReplicaReported':
      foldReport(state, fact);
      return state;
    case 'ReplicaEnrolled':
    case 'ReplicaReenrolled':
      foldEnrolment(state, fact);
      return state;
    case 'ClientFactsReported':
      foldClientFacts(state, fact);
      return state;
    case 'SyncAttempted':
      foldAttempt(state, fact);
      return state;
    case 'ClockDoubted':
      state.clockDoubt = { at: fact.observedAt, aheadMs: fact.data.aheadMs };
      return state;
    case 'ReplicaRetired':
      state.retiredAt = fact.observedAt;
      return state;
    case 'AgentTokenRevoked':
      state.tokenRevokedAt = fact.observedAt;
      return state;
    // A report that contradicts another is shown and believed in nothing; time that passed is met when it is asked for;
    // judgements are what this fold leads to, not what it is made of.
    case 'ReportConflicted':
    case 'DeadlineReached':
    case 'ConditionRaised':
    case 'ConditionCleared':
    case 'FixSuggested':
    case 'FixConfirmed':
    case 'FixFailed':
    case 'FixRelapsed':
    case 'FixWithdrawn':
      return state;
    case 'FixTried':
      noteTry(state, fact);
      return state;
    case 'DifferenceAccepted':
      foldAcceptance(state, fact);
      return state;
    case 'DifferenceAcceptanceWithdrawn':
      foldWithdrawal(state, fact.data.path);
      return state;
  }
  // A new fact breaks the build here until somebody says what it means; at run time, what is not known yet changes nothing.
  fact satisfies never;
  return state;
}

function foldEnrolment(state: ReplicaState, fact: Fact<string, Enrolment>): void {
  const { observedAt, position, data } = fact;
  state.mailbox = data.mailbox;
  state.device = data.device;
  if (data.labels !== undefined) state.labels = data.labels;
  if (data.client !== undefined) {
    noteClient(state, data.client, fact);
    state.client = data.client;
  }
  state.enrolledAt ??= observedAt;
  state.retiredAt = null;
  state.tokenRevokedAt = null;
  if (state.lastReportedAt !== null) return;
  state.awaitedSince = data.awaitedSince ?? observedAt;
  state.since = observedAt;
  state.heardPosition = position;
}

/** They came with the report before them in the log, and are as late as it is. */
function foldClientFacts(state: ReplicaState, fact: Extract<ReplicaEvent, { type: 'ClientFactsReported' }>): void {
  const { order } = state;
  const { data } = fact;
  if (data.client !== undefined && !isNewer(order.client, order.folded)) {
    noteClient(state, data.client, fact);
    state.client = data.client;
    order.client = order.folded;
  }
  if (data.profile !== undefined && !isNewer(order.profile, order.folded)) {
    noteLastExit(state, data.profile, fact);
    state.profile = data.profile;
    order.profile = order.folded;
  }
}

function foldAttempt(state: ReplicaState, fact: Fact<string, Attempt>): void {
  const attempt = fact.data;
  noteAttempt(state, fact);
  if (state.lastAttempt === null || endOf(attempt) >= endOf(state.lastAttempt)) state.lastAttempt = attempt;
  if (attempt.outcome !== 'succeeded' && attempt.trigger !== 'exit') return;

  const endedAt = instantOf(endOf(attempt));
  if (endedAt !== null) noteAttemptOnExit(state, attempt, endedAt, fact);
  if (attempt.outcome !== 'succeeded' || attempt.folders !== undefined) return;

  if (endedAt === null || (state.succeededAt !== null && endedAt <= state.succeededAt)) return;
  state.succeededAt = endedAt;
  if (state.heardAt === null) return;
  for (const folder of state.folders.values()) {
    if (folder.lastSynchronizedAt !== null || folder.differsSince === null) continue;
    if (countSync(folder, state, endedAt)) noteAttemptAsRun(folder, state);
    noteCompletedSync(folder, state);
    settle(folder, state, state.heardAt);
  }
  settleReplica(state, state.heardAt);
}

/** Instants on the wire are all of one form in UTC, so their texts compare as they do. */
const endOf = (attempt: Attempt): string => attempt.endedAt ?? attempt.startedAt;
