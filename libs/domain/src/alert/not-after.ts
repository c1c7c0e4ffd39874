import type { Instant } from '../replica/replica.events.ts';
import type { AlertState } from './alert.state.ts';
import { lookAt } from './flapping.ts';

/** An alert without moments that have not come: each of them is now instead. What people said to last until then stays. */
export function notAfter(alert: AlertState, now: Instant): AlertState {
  const { since, firedAt, recoveringSince, resolvedAt, regressedAt, releasedAt, heardAt, turns } = alert;
  const moments = [since, firedAt, recoveringSince, resolvedAt, regressedAt, releasedAt, heardAt];
  if (moments.every((at) => at === null || at <= now) && turns.every((look) => look <= lookAt(now))) return alert;
  const before = (at: Instant | null) => (at === null ? null : Math.min(at, now));
  return {
    ...alert,
    since: Math.min(since, now),
    firedAt: before(firedAt),
    recoveringSince: before(recoveringSince),
    resolvedAt: before(resolvedAt),
    regressedAt: before(regressedAt),
    releasedAt: before(releasedAt),
    heardAt: before(heardAt),
    turns: [...new Set(turns.map((look) => Math.min(look, lookAt(now))))],
  };
}
