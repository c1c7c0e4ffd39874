import type { FleetHistoryView, FleetView } from '@lockstep/contracts';
import { STATUSES, type Status } from '@lockstep/contracts';

/** One moment of the chart: how many mailboxes had each status. */
export type HistoryRow = { readonly at: number } & Readonly<Record<Status, number>>;

/**
 * Rows for the stacked chart, ending with the counters as they are now, so that the labels at the right end
 * equal the counters above. Points that claim to be later than now would fold the area back; they are left out.
 */
export function historyRows(
  history: Pick<FleetHistoryView, 'points'>,
  fleet: Pick<FleetView, 'statuses'> | undefined,
  now: number,
): HistoryRow[] {
  const rows = history.points.map((point) => ({ ...point, at: Date.parse(point.at) })).filter((row) => row.at < now);
  if (fleet) rows.push({ ...fleet.statuses, at: now });
  return rows;
}

/** Top of the axis: what is drawn, but never less than a tenth of the fleet, so that calm looks calm. */
export function axisTop(rows: readonly HistoryRow[], bands: readonly Status[], fleet: number): number {
  const highest = rows.reduce((top, row) => Math.max(top, sum(row, bands)), 0);
  const top = Math.max(highest, fleet * 0.1, 1);
  const step = niceStep(top / 4);
  return Math.ceil(top / step) * step;
}

export function axisSteps(top: number): number[] {
  const step = niceStep(top / 4);
  return Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
}

function niceStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return (
    [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((step) => step >= rough && Number.isInteger(step)) ?? 1
  );
}

const sum = (row: HistoryRow, bands: readonly Status[]) => bands.reduce((total, band) => total + row[band], 0);

export interface BandLabel {
  readonly status: Status;
  readonly count: number;
  /** Pixels from the top of the plot to the middle of the label. */
  readonly y: number;
}

/** A label at the height of each band's right end, pushed apart where bands are thin. Bands without mailboxes have none. */
export function bandLabels(
  row: HistoryRow | undefined,
  bands: readonly Status[],
  top: number,
  height: number,
  apart = 16,
): BandLabel[] {
  if (!row) return [];
  const labels: BandLabel[] = [];
  let base = 0;
  for (const status of bands) {
    const value = row[status];
    if (value > 0) labels.push({ status, count: value, y: height - ((base + value / 2) / top) * height });
    base += value;
  }
  let limit = height - 2;
  const raised = labels.map((label) => {
    const y = Math.min(label.y, limit);
    limit = y - apart;
    return { ...label, y };
  });
  // Too many at the top: push them down again from there.
  let floor = 6;
  for (let index = raised.length - 1; index >= 0; index--) {
    const label = raised[index]!;
    if (label.y >= floor) break;
    raised[index] = { ...label, y: floor };
    floor += apart;
  }
  return raised;
}

/** The chart in one sentence, for those who do not see it. */
export function historySummary(rows: readonly HistoryRow[], bands: readonly Status[]): string {
  const first = rows[0];
  const last = rows[rows.length - 1];
  if (!first || !last) return 'No history yet.';
  const totals = rows.map((row) => sum(row, bands));
  return `From ${sum(first, bands)} to ${sum(last, bands)} mailboxes, at most ${Math.max(...totals)}.`;
}

export { STATUSES };
