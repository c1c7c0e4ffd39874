import type { AlertRule, DigestInput } from '@lockstep/contracts';
import type { Instant } from '../../replica/replica.events.ts';
import { timeZone } from '../../policy/time-zone.ts';
import { isTaken, type AlertState } from '../alert.state.ts';
import { isWorseThan } from '../decide/live.ts';
import { localDay, minutesOf, weekdayOf, whenShown } from '../local-time.ts';

/**
 * The stretch of time whose digest is due; null: none is. `last`: when the newest was made, or when the digest was set up. Where several were
 * missed, one tells of all.
 */
export function digestDue(
  settings: DigestInput,
  last: Instant | null,
  now: Instant,
): { readonly from: Instant; readonly to: Instant } | null {
  if (last === null) return null;
  const to = slotBefore(settings, now);
  const from = slotBefore(settings, last);
  return to === null || from === null || to <= from ? null : { from, to };
}

/** When the next one falls due; null: never. */
export function nextDigest(settings: DigestInput, after: Instant): Instant | null {
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const slot = slotOn(settings, after, ahead);
    if (slot !== null && slot > after) return slot;
  }
  return null;
}

/** What was, in plain data: a page or a mail says it in words. */
export interface Digest {
  readonly from: Instant;
  readonly to: Instant;
  readonly fired: number;
  readonly resolved: number;
  /** That fire or recover at its end, the worst and oldest first; at most 20, and how many more. */
  readonly open: readonly AlertState[];
  readonly more: number;
  readonly critical: number;
  readonly notTaken: number;
  readonly flapping: number;
  readonly suppressed: number;
  /** Of those that fired, the most first. */
  readonly byRule: readonly { readonly rule: AlertRule; readonly fired: number }[];
}

const MOST_LISTED = 20;

/** Of the alerts that were open at any time in between, as they stand at its end. Pending ones were told to nobody. */
export function digestOf(alerts: Iterable<AlertState>, from: Instant, to: Instant): Digest {
  const isWithin = (at: Instant | null) => at !== null && at > from && at <= to;
  const told = [...alerts].filter(({ firedAt }) => firedAt !== null && firedAt <= to);
  const fired = told.filter(({ firedAt }) => isWithin(firedAt));
  const open = told.filter(({ status }) => status === 'firing' || status === 'recovering').sort(worstFirst);
  const rules = new Map<AlertRule, number>();
  for (const { rule } of fired) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const count = (isSo: (alert: AlertState) => boolean) => open.filter(isSo).length;
  return {
    from,
    to,
    fired: fired.length,
    resolved: told.filter(({ status, resolvedAt }) => status === 'resolved' && isWithin(resolvedAt)).length,
    open: open.slice(0, MOST_LISTED),
    more: Math.max(0, open.length - MOST_LISTED),
    critical: count(({ severity }) => severity === 'critical'),
    notTaken: count((alert) => alert.suppressed.length === 0 && !isTaken(alert)),
    flapping: count(({ flapping }) => flapping),
    suppressed: count(({ suppressed }) => suppressed.length > 0),
    byRule: [...rules]
      .map(([rule, count]) => ({ rule, fired: count }))
      .sort((one, other) => other.fired - one.fired || (one.rule < other.rule ? -1 : 1)),
  };
}

function worstFirst(one: AlertState, other: AlertState): number {
  if (isWorseThan(one.severity, other.severity)) return -1;
  if (isWorseThan(other.severity, one.severity)) return 1;
  return one.since - other.since || Number(one.id) - Number(other.id);
}

/** The newest moment at which one was to be made. */
function slotBefore(settings: DigestInput, at: Instant): Instant | null {
  for (let back = -1; back <= 8; back += 1) {
    const slot = slotOn(settings, at, -back);
    if (slot !== null && slot <= at) return slot;
  }
  return null;
}

function slotOn({ every, at: clock, timeZone: zoneName }: DigestInput, at: Instant, days: number): Instant | null {
  if (every === 'never') return null;
  const zone = timeZone(zoneName);
  const day = localDay(zone, at) + days;
  if (every === 'week' && weekdayOf(day) !== 0) return null;
  return whenShown(zone, { day, minutes: minutesOf(clock) }, 'first');
}
