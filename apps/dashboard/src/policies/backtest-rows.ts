import type { BacktestFigures, MissedProblem, PolicyBacktest } from '@lockstep/contracts';
import { count, many, NBSP } from '../figures/numbers.ts';
import type { ChartTable } from '../figures/TableView.tsx';
import { dayAndTime, duration, HOUR } from '../figures/time.ts';

/** One line of the comparison, in words. */
export interface FigureRow {
  readonly name: string;
  readonly asIs: string;
  readonly proposed: string | null;
  readonly change: string | null;
  /** Told later, or told less. */
  readonly isWorse: boolean;
  readonly isZero: boolean;
}

const COUNTED = [
  ['Alerts', 'alerts'],
  ['Mailboxes affected by an alert', 'users'],
  ['Messages sent', 'messages'],
  ['Flapping alerts', 'flapping'],
  ['Nights with a page', 'nights'],
] as const;

export function figureRows({ asIs, proposed }: Pick<PolicyBacktest, 'asIs' | 'proposed'>): FigureRow[] {
  const counted = COUNTED.map(([name, figure]): FigureRow => {
    const change = proposed && proposed[figure] - asIs[figure];
    return {
      name,
      asIs: count(asIs[figure]),
      proposed: proposed && count(proposed[figure]),
      change: change === null ? null : signed(change, count),
      isWorse: false,
      isZero: change === 0,
    };
  });
  return [...counted, timeRow(asIs, proposed), toldRow(asIs, proposed)];
}

function timeRow(asIs: BacktestFigures, proposed: BacktestFigures | null): FigureRow {
  const said = (ms: number | null) => (ms === null ? '—' : ms < 1_000 ? 'at once' : duration(ms));
  const [before, after] = [asIs.medianTimeToTellMs, proposed?.medianTimeToTellMs ?? null];
  const change = before === null || after === null ? null : after - before;
  return {
    name: 'Median time to tell',
    asIs: said(before),
    proposed: proposed && said(after),
    change: proposed && (change === null ? '—' : Math.abs(change) < 1_000 ? '0' : signed(change, duration)),
    isWorse: (change ?? 0) >= 1_000,
    isZero: change === null || Math.abs(change) < 1_000,
  };
}

function toldRow(asIs: BacktestFigures, proposed: BacktestFigures | null): FigureRow {
  const said = ({ told, problems }: BacktestFigures) =>
    problems === 0 ? 'none' : `${count(told)} of ${count(problems)}`;
  const change = proposed && proposed.told - asIs.told;
  return {
    name: 'Real problems told',
    asIs: said(asIs),
    proposed: proposed && said(proposed),
    change: change === null ? null : signed(change, count),
    isWorse: (change ?? 0) < 0,
    isZero: change === 0,
  };
}

const signed = (value: number, say: (value: number) => string): string =>
  value === 0 ? '0' : (value > 0 ? '+' : '−') + say(Math.abs(value));

/** What the change would miss, as one sentence. */
export function missedTitle({ later, untold }: Pick<PolicyBacktest, 'later' | 'untold'>): string {
  const problems = (many_: number) => many(many_, 'real problem');
  if (later === 0) return `${problems(untold)} would not have been told at all`;
  if (untold === 0) return `${problems(later)} would have been told later`;
  return `${problems(later)} would have been told later, ${count(untold)} not at all`;
}

export function missedText({ laterMs, because, by, lastedMs }: MissedProblem): string {
  const told = laterMs === null ? 'not told' : `told ${duration(laterMs)} later`;
  const length = lastedMs === null ? 'it goes on' : `it lasted ${duration(lastedMs)}`;
  const why = because === 'fixed' ? `${by} was confirmed` : because === 'taken' ? `${by} took it` : null;
  return [told, [length, why].filter((one) => one !== null).join(', ')].join('; ');
}

/** What the alerts that it saves were, and how much was read. */
export function footText({ saved, facts, tookMs }: PolicyBacktest): string {
  const read = `Replayed ${largeCount(facts)} facts in ${(tookMs / 1_000).toFixed(1)}${NBSP}s.`;
  if (saved === null || saved.alerts === 0) return read;
  const ofThem =
    saved.alerts === 1
      ? saved.passed === 1
        ? 'The one alert it saves cleared by itself within two hours.'
        : 'The one alert it saves did not clear by itself within two hours.'
      : `${count(saved.passed)} of the ${count(saved.alerts)} alerts it saves cleared by themselves within two hours.`;
  return `${ofThem} ${read}`;
}

const largeCount = (value: number): string =>
  value >= 1_000_000 ? `${(value / 1_000_000).toFixed(1)} million` : count(value);

/** Where less was replayed than was asked for; null: all of it was. */
export function shortfall(answer: PolicyBacktest, now: number): string | null {
  const { complete, concerned, replayed, from, to, asked } = answer;
  const parts: string[] = [];
  if (replayed < concerned)
    parts.push(`${count(replayed)} of ${many(concerned, 'mailbox', 'mailboxes')} were replayed`);
  if (!complete && replayed === concerned) parts.push(`alerts were decided up to ${dayAndTime(Date.parse(to), now)}`);
  const lines = parts.length > 0 ? [`Time was up: ${parts.join('; ')}.`] : [];
  const isShort = Date.parse(from) > Date.parse(to) - asked.days * 24 * HOUR + HOUR;
  if (isShort) lines.push(`There is history since ${dayAndTime(Date.parse(from), now)}, and no longer.`);
  return lines.length === 0 ? null : lines.join(' ');
}

export function daysTable({ days, proposed }: PolicyBacktest): ChartTable {
  return {
    name: 'Alerts a day',
    file: 'alerts-a-day',
    head: ['Day', 'As is', ...(proposed ? ['As proposed'] : [])],
    rows: [...days].reverse().map((day) => [day.date, day.asIs, ...(proposed ? [day.proposed ?? 0] : [])]),
  };
}
