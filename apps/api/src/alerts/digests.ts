import type { AlertRule, DigestInput } from '@lockstep/contracts';
import {
  digestDue,
  digestOf,
  nextDigest,
  type AlertEvent,
  type AlertState,
  type AlertsState,
  type NewNotification,
  type NotifyBook,
  type Unnumbered,
} from '@lockstep/domain';

/** What has been since the newest digest, for the fold forgets alerts a day after they were resolved. */
export interface DigestTally {
  /** When the newest was made, or the digest was set up; null: nobody wants one. */
  readonly since: number | null;
  readonly fired: Readonly<Partial<Record<AlertRule, number>>>;
  readonly resolved: number;
}

export const NO_DIGEST: DigestTally = { since: null, fired: {}, resolved: 0 };

/** Counted anew from here on; from the moment at which one was made. */
export const tallyFrom = (since: number): DigestTally => ({ since, fired: {}, resolved: 0 });

export function countFor(tally: DigestTally, event: Unnumbered<AlertEvent>, rule: AlertRule | undefined): DigestTally {
  if (tally.since === null || rule === undefined) return tally;
  if (event.type === 'AlertResolved') return { ...tally, resolved: tally.resolved + 1 };
  const fires =
    event.type === 'AlertFired' ||
    ((event.type === 'AlertRaised' || event.type === 'AlertRegressed') && event.data.severity !== null);
  return fires ? { ...tally, fired: { ...tally.fired, [rule]: (tally.fired[rule] ?? 0) + 1 } } : tally;
}

const DAY_MS = 86_400_000;

/** It was set up within a day or a week, and the first tells of the whole of it, as far as the fold still knows. */
export function tallySetUp(settings: DigestInput, alerts: Iterable<AlertState>, at: number): DigestTally {
  const next = nextDigest(settings, at);
  if (next === null) return NO_DIGEST;
  const begun = next - (settings.every === 'week' ? 7 : 1) * DAY_MS;
  const { byRule, resolved } = digestOf(alerts, begun, at);
  return { since: at, fired: Object.fromEntries(byRule.map(({ rule, fired }) => [rule, fired])), resolved };
}

/** One for each channel that wants it and is on; none is due: none. The same digest has the same key for ever. */
export function decideDigests(tally: DigestTally, state: AlertsState, book: NotifyBook, at: number): NewNotification[] {
  const due = digestDue(book.digest, tally.since, at);
  if (due === null) return [];
  const { open, more, critical, notTaken } = digestOf(state.alerts.values(), due.from, due.to);
  const fired = Object.entries(tally.fired).sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = fired.reduce((all, [, many]) => all + many, 0);
  const ofRules = fired.map(([rule, many]) => `${many} ${rule}`).join(', ');
  const text = [
    sum > 0 ? `Fired: ${ofRules}.` : 'Nothing fired.',
    open.length > 0
      ? `Open now: ${open.length + more}, ${critical} critical, ${notTaken} that nobody has taken.`
      : 'Nothing is open.',
  ].join(' ');
  return wanting(book).map((channel) => ({
    type: 'NotificationQueued',
    observedAt: at,
    data: {
      key: `${due.to.toString(36)}-digest-${channel}`,
      channel,
      kind: 'digest',
      group: `digest/${channel}`,
      alerts: open.map(({ id }) => id),
      title: `${book.digest.every === 'week' ? 'The week' : 'The day'}: ${sum} fired, ${tally.resolved} resolved, ${open.length + more} open`,
      text,
    },
  }));
}

/** When, with no news, the next is due; null: never, or nobody could get it. */
export const nextDigestDue = ({ since }: DigestTally, book: NotifyBook): number | null =>
  since === null || wanting(book).length === 0 ? null : nextDigest(book.digest, since);

const wanting = ({ digest, channels }: NotifyBook): readonly string[] =>
  digest.channels.filter((channel) => channels.get(channel)?.enabled);
