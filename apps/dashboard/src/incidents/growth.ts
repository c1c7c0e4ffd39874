import type { IncidentView } from '@lockstep/contracts';
import type { ChartTable } from '../figures/TableView.tsx';
import { dayAndTime } from '../figures/time.ts';

export interface GrowthRow {
  readonly at: number;
  readonly replicas: number;
}

/** The steps of an incident from a little before it began to now, so that its beginning is seen as a rise. */
export function growthRows({ growth, since, closedAt, replicas }: IncidentView, now: number): GrowthRow[] {
  const begin = Date.parse(since);
  const end = closedAt === null ? now : Date.parse(closedAt);
  const before = Math.max(60_000, (end - begin) / 4);
  const rows = growth.map(([at, count]) => ({ at, replicas: count }));
  const first = rows[0]?.at ?? begin;
  const last = {
    at: Math.max(end, first),
    replicas: closedAt === null ? replicas : (rows.at(-1)?.replicas ?? replicas),
  };
  return [
    { at: first - before, replicas: 0 },
    ...(rows.length > 0 ? [{ at: first - 1, replicas: 0 }] : []),
    ...rows.flatMap((row, index) => [row, ...between(row, rows[index + 1] ?? last, (last.at - first) / PLACES)]),
    last,
  ];
}

/** As many places for the cursor along the whole; it has none where there is no row. */
const PLACES = 120;

function between(row: GrowthRow, next: GrowthRow, apart: number): GrowthRow[] {
  const many = apart > 0 ? Math.ceil((next.at - row.at) / apart) - 1 : 0;
  return Array.from({ length: Math.max(0, many) }, (_, nth) => ({
    ...row,
    at: Math.round(row.at + (nth + 1) * apart),
  }));
}

/** Each step as it was counted, newest first; what the chart adds at its ends to be drawn is left out. */
export function growthTable({ id, title, growth }: Pick<IncidentView, 'id' | 'title' | 'growth'>): ChartTable {
  const newest = growth.at(-1)?.[0] ?? 0;
  return {
    name: `Affected mailboxes: ${title}`,
    file: `incident-${id}`,
    head: ['Time', 'Affected mailboxes'],
    rows: growth.map(([at, mailboxes]) => [new Date(at).toISOString(), mailboxes]).reverse(),
    shown: (at) => dayAndTime(Date.parse(String(at)), newest),
  };
}
