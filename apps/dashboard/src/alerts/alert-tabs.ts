import type { AlertCounts, AlertView } from '@lockstep/contracts';
import { DAY } from '../figures/time.ts';

/** The parts of the inbox. Absent in the address: all that is open. */
export type AlertTab = 'open' | 'not-taken' | 'mine' | 'recovering' | 'silenced' | 'resolved';

interface Tab {
  readonly tab: AlertTab;
  readonly word: string;
  /** What it holds, where the word alone is short. */
  readonly said?: string;
  readonly counts: keyof AlertCounts;
  /** What the api is asked for. */
  readonly query: Readonly<Record<string, string>>;
  readonly admits: (alert: AlertView, user: string) => boolean;
}

const OPEN = 'firing,recovering,pending';
const isOpen = ({ status }: AlertView) => status !== 'resolved';

export const TABS: readonly Tab[] = [
  { tab: 'open', word: 'Open', counts: 'open', query: { status: OPEN }, admits: isOpen },
  {
    tab: 'not-taken',
    word: 'Not taken',
    counts: 'notTaken',
    query: { status: 'firing', taken: 'false', suppressed: 'false' },
    admits: (alert) => alert.status === 'firing' && !isTaken(alert) && alert.suppressed.length === 0,
  },
  {
    tab: 'mine',
    word: 'Mine',
    counts: 'mine',
    query: { status: OPEN, mine: 'true' },
    admits: (alert, user) => isOpen(alert) && (alert.assignee === user || alert.acknowledged?.by === user),
  },
  {
    tab: 'recovering',
    word: 'Recovering',
    counts: 'recovering',
    query: { status: 'recovering' },
    admits: ({ status }) => status === 'recovering',
  },
  {
    tab: 'silenced',
    word: 'Kept quiet',
    said: 'Silenced, in maintenance, or inhibited by a cause',
    counts: 'suppressed',
    query: { status: OPEN, suppressed: 'true' },
    admits: (alert) => isOpen(alert) && alert.suppressed.length > 0,
  },
  {
    tab: 'resolved',
    word: 'Resolved, 24 h',
    counts: 'resolved',
    query: { status: 'resolved' },
    admits: ({ status }) => status === 'resolved',
  },
];

export const tabOf = (name: AlertTab): Tab => TABS.find(({ tab }) => tab === name)!;
export const isAlertTab = (value: unknown): value is AlertTab => TABS.some(({ tab }) => tab === value);

/** Somebody has said that they see to it. */
export const isTaken = ({ acknowledged, assignee }: AlertView): boolean => acknowledged !== null || assignee !== null;

/** The api keeps what was resolved for longer than the tab promises. */
export const withinADay = (alerts: readonly AlertView[], now: number): readonly AlertView[] =>
  alerts.filter(({ resolvedAt }) => resolvedAt === null || Date.parse(resolvedAt) > now - DAY);

/** Whether a change would move the alert in its list, or take it out. */
export function moves(before: AlertView, after: AlertView): boolean {
  return place(before) !== place(after);
}
const place = (alert: AlertView) =>
  JSON.stringify([alert.status, alert.severity, alert.firedAt, isTaken(alert), alert.suppressed.map(({ id }) => id)]);
