import type { AlertDetail } from '@lockstep/contracts';

export type Phase = 'pending' | 'warning' | 'critical' | 'recovering';

/** A stretch of the life of an alert. Instants in milliseconds. */
export interface Stretch {
  readonly as: Phase;
  readonly from: number;
  readonly to: number;
}

/** From the last time it began until it was resolved, or `now`: what the bar of its life draws. */
export function lifeOf(
  alert: Pick<AlertDetail, 'biography' | 'since' | 'firedAt' | 'resolvedAt' | 'severity'>,
  now: number,
): readonly Stretch[] {
  const told = [...alert.biography].reverse();
  const last = told.findLastIndex(({ type }) => type === 'AlertRaised' || type === 'AlertRegressed');
  const events = told.slice(Math.max(0, last));
  const begins = Date.parse(events[0]?.at ?? alert.since);
  const end = alert.resolvedAt === null ? now : Date.parse(alert.resolvedAt);
  const escalates = events.some(({ type }) => type === 'AlertEscalated');
  const firstSeverity: Phase = escalates ? 'warning' : (alert.severity ?? 'warning');
  // Without a moment of its own it fired when it began.
  const firesLater = events.some(({ type }) => type === 'AlertFired');
  let firing: Phase = firesLater || alert.firedAt === null ? 'pending' : firstSeverity;

  const turns: { at: number; as: Phase }[] = [{ at: begins, as: firing }];
  for (const { type, at } of events) {
    if (type === 'AlertFired') firing = firstSeverity;
    if (type === 'AlertEscalated') firing = 'critical';
    const as = type === 'AlertRecovering' ? 'recovering' : TURNS.has(type) ? firing : null;
    if (as !== null) turns.push({ at: Date.parse(at), as });
  }
  return turns
    .map(({ at, as }, index) => ({ as, from: at, to: Math.max(at, turns[index + 1]?.at ?? end) }))
    .filter(({ from, to }, index) => to > from || index === turns.length - 1);
}

const TURNS = new Set(['AlertFired', 'AlertEscalated', 'AlertRelapsed']);
