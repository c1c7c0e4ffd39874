import type { Severity } from '@lockstep/contracts';
import type { AlertRaised } from '../alert.events.ts';
import { isOpen, type AlertState } from '../alert.state.ts';
import { REGRESSES_WITHIN_MS } from '../evolve-alerts.ts';
import { beginsToFlap, endsToFlap, shareOfTurns } from '../flapping.ts';
import { type Draft, alertOf, nextId, ofFingerprint, say } from './draft.ts';

/** For so long a cause must be gone until its alert is resolved; longer while it flaps. */
export const RECOVERY_HELD_MS = 5 * 60_000;

/** What is seen of a cause now. */
export type Seen = Omit<AlertRaised, 'alert'>;

/** A cause is seen. Severity grows while it lasts, and never falls. Gives back how its alert stands then. */
export function seen(draft: Draft, now: Seen, known = ofFingerprint(draft, now.fingerprint)): AlertState {
  const alert = turnedOn(draft, now, known);
  settleFlapping(draft, alert.id);
  return alertOf(draft, alert.id)!;
}

function turnedOn(draft: Draft, now: Seen, known: AlertState | undefined): AlertState {
  const { severity } = now;
  if (known === undefined || isLongAgo(draft, known))
    return say(draft, 'AlertRaised', { alert: nextId(draft), ...now });

  const alert = known.id;
  const incident = now.incident === null || now.incident === known.incident ? {} : { incident: now.incident };
  switch (known.status) {
    case 'resolved':
      say(draft, 'AlertRegressed', { alert, severity, ...incident });
      return change(draft, now, alert, true);
    case 'pending':
      if (severity === null) return change(draft, now, alert, false);
      say(draft, 'AlertFired', { alert, severity });
      return change(draft, now, alert, true);
    case 'recovering':
      say(draft, 'AlertRelapsed', { alert, ...incident });
      return escalate(draft, now, alert);
    case 'firing':
      return escalate(draft, now, alert);
  }
}

/** Who took a warning has not taken what it grew into: it is anybody's again, or it would be repeated to nobody. */
function escalate(draft: Draft, now: Seen, alert: string): AlertState {
  const before = alertOf(draft, alert)!;
  const isWorse = isWorseThan(now.severity, before.severity);
  if (isWorse) {
    say(draft, 'AlertEscalated', { alert, severity: now.severity! });
    if (before.acknowledged !== null) say(draft, 'AlertUnacknowledged', { alert, by: null, because: 'escalated' });
  }
  return change(draft, now, alert, isWorse);
}

/** Its cause is seen no longer. */
export function gone(
  draft: Draft,
  { id, status, since }: AlertState,
  { fixedBy, mergedInto }: { readonly fixedBy?: string | null; readonly mergedInto?: string } = {},
): void {
  if (status === 'pending') say(draft, 'AlertResolved', { alert: id, heldForMs: draft.at - since });
  if (status !== 'firing') return;
  say(draft, 'AlertRecovering', { alert: id, ...(fixedBy && { fixedBy }), ...(mergedInto && { mergedInto }) });
  settleFlapping(draft, id);
}

/** What flaps is not resolved while it does: it would be untrue before it was read. */
export function settleRecovery(draft: Draft, id: string): void {
  const { status, recoveringSince, flapping, since, fixedBy } = alertOf(draft, id)!;
  if (status !== 'recovering' || flapping || draft.at - recoveringSince! < RECOVERY_HELD_MS) return;
  say(draft, 'AlertResolved', { alert: id, heldForMs: draft.at - since, ...(fixedBy !== null && { fixedBy }) });
}

export function settleFlapping(draft: Draft, alert: string): void {
  const { flapping, turns } = alertOf(draft, alert)!;
  const share = shareOfTurns(turns, draft.at);
  if (!flapping && beginsToFlap(share)) say(draft, 'FlappingBegan', { alert, share });
  else if (flapping && endsToFlap(share)) say(draft, 'FlappingEnded', { alert, share });
}

export const isWorseThan = (one: Severity | null, other: Severity | null): boolean => weight(one) > weight(other);
const weight = (severity: Severity | null) => (severity === 'critical' ? 2 : severity === 'warning' ? 1 : 0);

const isLongAgo = ({ at }: Draft, { resolvedAt, status }: AlertState): boolean =>
  status === 'resolved' && at - resolvedAt! > REGRESSES_WITHIN_MS;

/** Says what it is about where that is news: numbers that move a little are none, until something is said of it anyway. */
function change(draft: Draft, now: Seen, alert: string, isSaidAnyway: boolean): AlertState {
  const before = alertOf(draft, alert)!;
  const { title, text, users, folders, kind, diagnosis = null, server, labels } = now;
  // An incident that is explained anew is about another server, or about none.
  const isElsewhere = before.server !== server;
  const isAnother =
    isElsewhere ||
    before.kind !== kind ||
    before.folders !== folders ||
    before.diagnosis?.id !== diagnosis?.id ||
    wording(before.title) !== wording(title) ||
    hasMoved(before.users, users);
  const isOtherwise = before.title !== title || before.text !== text || before.users !== users;
  if (!isAnother && !(isSaidAnyway && isOtherwise)) return before;
  const place = isElsewhere ? { server, labels } : {};
  return say(draft, 'AlertChanged', { alert, title, text, users, folders, kind, diagnosis, ...place });
}

const wording = (title: string) => title.replace(/[\d,]+/g, '#');
const hasMoved = (before: number, now: number) => before !== now && Math.abs(now - before) >= before / 5;

/** Alerts of a list that are open, as they stand now. */
export const openOf = (draft: Draft, alerts: readonly AlertState[]): AlertState[] =>
  alerts.map(({ id }) => alertOf(draft, id)!).filter(isOpen);
