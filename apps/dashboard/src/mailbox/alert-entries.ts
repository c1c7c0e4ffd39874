import type { AlertView, TimelineEntry } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';

/** Of which alert an entry tells; null for what stands in the log of the mailbox itself. */
export const alertOf = (entry: Pick<TimelineEntry, 'data'>): string | null =>
  (entry.data as { alert?: string } | null)?.alert ?? null;

/** What became of the alerts of a mailbox: fired, told, taken, over. They stand in a log of their own, hence no place. */
export function alertEntries(alerts: readonly AlertView[]): TimelineEntry[] {
  return alerts.flatMap((alert) => {
    const { id, firedAt, lastToldAt, told, acknowledged, resolvedAt } = alert;
    const said = (type: string, at: string | null, summary: string): TimelineEntry[] =>
      at === null
        ? []
        : [
            {
              cursor: `alert ${id} ${type}`,
              type,
              observedAt: at,
              recordedAt: at,
              summary: `Alert #${id} ${summary}`,
              data: { alert: id },
            },
          ];
    const comment = acknowledged?.comment ? `: “${acknowledged.comment}”` : '';
    return [
      ...said('AlertFired', firedAt, `fired: ${withoutName(alert)}`),
      ...said('AlertTold', lastToldAt, told > 1 ? `told again, ${count(told)} messages so far` : 'told'),
      ...said('AlertAcknowledged', acknowledged?.at ?? null, `taken by ${acknowledged?.by ?? ''}${comment}`),
      // What was over before anybody could be told is no event.
      ...said('AlertResolved', firedAt === null ? null : resolvedAt, 'resolved'),
    ];
  });
}

/** The page says already whose mailbox it is. */
const withoutName = ({ title, mailbox, labels }: AlertView): string =>
  [mailbox, labels['name']].reduce<string>(
    (text, name) => (name && text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text),
    title,
  );

/** Entries of the log with those of the alerts between them, as far back as the log is read. */
export function withAlerts(
  entries: readonly TimelineEntry[],
  alerts: readonly TimelineEntry[],
  whole: boolean,
): TimelineEntry[] {
  const times = entries.map(({ observedAt }) => Date.parse(observedAt));
  const from = whole ? -Infinity : Math.min(...times);
  return [...entries, ...alerts.filter(({ observedAt }) => Date.parse(observedAt) >= from)];
}
