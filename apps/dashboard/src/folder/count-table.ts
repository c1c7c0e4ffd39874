import type { ReplicaHistoryView } from '@lockstep/contracts';
import type { ChartTable } from '../figures/TableView.tsx';
import { dayAndTime } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';

type Points = ReplicaHistoryView['folders'][number]['points'];

/** The chart of counts as a table, newest first: what held at the beginning of the span, and each change in it. */
export function countTable(name: string, file: string, points: Points, span: TimeSpan): ChartTable {
  const before = points.filter(([at]) => at <= span.from).slice(-1);
  const inside = points.filter(([at]) => at > span.from && at <= span.to);
  return {
    name,
    file,
    head: ['Since', 'Server', 'Offline', 'Difference'],
    rows: [...before, ...inside]
      .reverse()
      .map(([at, server, offline]) => [
        new Date(at).toISOString(),
        server,
        offline,
        server === null || offline === null ? null : server - offline,
      ]),
    shown: (cell) => dayAndTime(Date.parse(String(cell)), span.to),
  };
}
