import type { Silence } from '@lockstep/contracts';
import type { Condition } from './condition.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { ReplicaState } from '../replica/replica.state.ts';

/** Three kinds of silence: it was heard lately, it has not been heard for 30 days, it never was. */
export function kindOfSilence(state: ReplicaState, now: Instant): Silence {
  if (state.lastReportedAt === null) return 'never-reported';
  return now - state.lastReportedAt >= state.policy.silent.missingAfterMs ? 'missing' : 'late';
}

/** It needs no pending: it has waited for several reports already. An agent that never reported is given a day to be set up. */
export function silentCondition(state: ReplicaState, now: Instant): Condition {
  const { criticalAfterMs, neverReportedAlertsAfterMs } = state.policy.silent;
  const never = state.lastReportedAt === null;
  const silentForMs = now - quietSince(state);
  const told = !never || silentForMs >= neverReportedAlertsAfterMs;
  return {
    rule: 'silent',
    kind: kindOfSilence(state, now),
    severity: !told ? null : silentForMs >= criticalAfterMs ? 'critical' : 'warning',
    folder: null,
    since: state.since,
    policy: state.policy.id,
    policyVersion: state.policy.version,
    evidence: [state.heardPosition],
  };
}

/** When a silence that goes on turns into something else. */
export function silentDeadline(state: ReplicaState, now: Instant): Instant | null {
  const { criticalAfterMs, missingAfterMs, neverReportedAlertsAfterMs } = state.policy.silent;
  const from = quietSince(state);
  const steps =
    state.lastReportedAt === null ? [neverReportedAlertsAfterMs, criticalAfterMs] : [criticalAfterMs, missingAfterMs];
  const ahead = steps.map((step) => from + step).filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

const quietSince = (state: ReplicaState): Instant => state.lastReportedAt ?? state.awaitedSince ?? state.since;
