import type { Instant } from '../../replica/replica.events.ts';
import { isOpen, type AlertState, type AlertsState } from '../alert.state.ts';
import { calmAt } from '../flapping.ts';
import { nextWindow } from '../maintenance.ts';
import { type Draft, alertOf, openAlerts, say } from './draft.ts';
import { RECOVERY_HELD_MS, settleFlapping, settleRecovery } from './live.ts';
import { endSilences, weighAll } from './suppress.ts';

/** 1. What flapped is calm; 2. what recovered long enough is resolved; 3. times that were given are up; 4. what is kept quiet is weighed anew. */
export function decideClock(draft: Draft): void {
  for (const { id } of [...openAlerts(draft)]) {
    settleFlapping(draft, id);
    settleRecovery(draft, id);
    const { acknowledged } = alertOf(draft, id)!;
    if (acknowledged !== null && acknowledged.until !== null && acknowledged.until <= draft.at)
      say(draft, 'AlertUnacknowledged', { alert: id, by: null, because: 'time' });
  }
  endSilences(draft);
  weighAll(draft);
}

/** When time alone has something to decide next; null: never. */
export function nextDue(state: AlertsState): Instant | null {
  let due = Infinity;
  let anyOpen = false;
  for (const alert of state.alerts.values()) {
    if (!isOpen(alert)) continue;
    anyOpen = true;
    due = Math.min(due, dueOf(alert));
  }
  for (const { until } of state.silences.values()) due = Math.min(due, until);
  // A window keeps quiet what is open; what is raised within it finds it open. Edges are looked for from where the clock stands: facts that
  // came since may lie behind one.
  if (anyOpen) for (const { input } of state.maintenance.values()) due = Math.min(due, edgeOf(input, state.reachedAt));
  return due === Infinity ? null : due;
}

function dueOf({ status, recoveringSince, flapping, turns, acknowledged }: AlertState): Instant {
  const calm = flapping ? calmAt(turns) : Infinity;
  const resolved = status === 'recovering' && !flapping ? recoveringSince! + RECOVERY_HELD_MS : Infinity;
  return Math.min(calm, resolved, acknowledged?.until ?? Infinity);
}

function edgeOf(input: Parameters<typeof nextWindow>[0], at: Instant): Instant {
  const window = nextWindow(input, at);
  if (window === null) return Infinity;
  return window.from > at ? window.from : window.to;
}
