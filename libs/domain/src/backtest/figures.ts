import type { NewNotification } from '../alert/alert.events.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { Spell } from './alert-spells.ts';
import type { BacktestQuestion } from './backtest.ts';
import { nightOf } from './local-dates.ts';

/** What one policy costs and tells, in a stretch of time. */
export interface Figures {
  /** Each time that one fired. */
  readonly alerts: number;
  /** Mailboxes of which an alert fired, or that an incident affected which did. */
  readonly users: number;
  /** Grouped, as they would have been sent; digests are none. */
  readonly messages: number;
  /** Alerts that began to flap. */
  readonly flapping: number;
  /** Nights in which a message told of something critical. */
  readonly nights: number;
  /** From when either policy would have seen that something was wrong to when this one told of it; null: it told of nothing. */
  readonly medianTimeToTellMs: number | null;
  /** Real problems that either policy knows of, and how many of them this one tells. */
  readonly problems: number;
  readonly told: number;
}

export function figuresOf(
  { from, to, timeZone, mailboxes }: BacktestQuestion,
  spells: readonly Spell[],
  messages: readonly NewNotification[],
): Omit<Figures, 'problems' | 'told' | 'medianTimeToTellMs'> {
  const within = spells.filter(({ firedAt }) => firedAt >= from && firedAt <= to);
  const users = new Set<string>();
  for (const { replica, members } of within) {
    for (const one of replica === null ? members.keys() : [replica]) {
      const mailbox = mailboxes.get(one);
      if (mailbox !== undefined) users.add(mailbox);
    }
  }
  const ofThese = new Set(spells.map(({ alert }) => alert));
  const sent = messages.filter(
    ({ observedAt, data: { kind, alerts } }) =>
      isTold(kind) && observedAt >= from && observedAt <= to && alerts.some((alert) => ofThese.has(alert)),
  );
  return {
    alerts: within.length,
    users: users.size,
    messages: sent.length,
    flapping: within.filter(({ flapped }) => flapped).length,
    nights: nightsOf(timeZone, sent, ofThese),
  };
}

const isTold = (kind: NewNotification['data']['kind']): boolean => kind !== 'digest' && kind !== 'watchdog';

function nightsOf(timeZone: string, sent: readonly NewNotification[], ofThese: ReadonlySet<string>): number {
  const nights = new Set<number>();
  for (const { observedAt, data } of sent) {
    const wakes = data.told?.some(
      ({ alert, status, severity }) => status === 'firing' && severity === 'critical' && ofThese.has(alert),
    );
    const night = wakes ? nightOf(timeZone, observedAt) : null;
    if (night !== null) nights.add(night);
  }
  return nights.size;
}

export function median(values: readonly Instant[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}
