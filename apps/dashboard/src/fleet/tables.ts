import type { FleetAgesView, FleetGroupsView, Status } from '@lockstep/contracts';
import { STATUSES, WORDS } from '../design/statuses.ts';
import type { ChartTable } from '../figures/TableView.tsx';
import { dayAndTime } from '../figures/time.ts';
import { outOf } from './by-share.ts';
import type { HistoryRow } from './history-rows.ts';
import { ageBars } from './sync-ages.ts';

/** Newest first: what a person looks for is mostly near now. */
export function historyTable(rows: readonly HistoryRow[], bands: readonly Status[], name: string): ChartTable {
  return {
    name,
    file: 'fleet-history',
    head: ['Time', ...bands.map((band) => WORDS[band])],
    rows: rows.map((row) => [new Date(row.at).toISOString(), ...bands.map((band) => row[band])]).reverse(),
    shown: (at) => dayAndTime(Date.parse(String(at)), rows.at(-1)?.at ?? 0),
  };
}

export function agesTable(ages: FleetAgesView): ChartTable {
  const bars = ageBars(ages).map(({ label, total, stale, silent }) => [label, total, stale, silent] as const);
  return {
    name: 'Age of the last sync',
    file: 'fleet-ages',
    head: ['Age', 'Mailboxes', 'Stale', 'Silent'],
    rows: [...bars, ['unknown', ages.unknown, null, null]],
  };
}

/** Worst share first, as the map has them. */
export function groupsTable(groups: FleetGroupsView['groups'], by: string): ChartTable {
  return {
    name: `Statuses by ${by}`,
    file: `fleet-by-${by}`,
    head: [by[0]!.toUpperCase() + by.slice(1), 'Mailboxes', 'Out of step', ...STATUSES.map((status) => WORDS[status])],
    rows: groups.map((group) => [
      group.name ?? `no ${by} said`,
      group.total,
      outOf(group),
      ...STATUSES.map((status) => group.statuses[status]),
    ]),
  };
}
