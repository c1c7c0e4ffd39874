import type { FleetGroupsView } from '@lockstep/contracts';
import { OUT_OF_STEP, sumOf } from '../design/statuses.ts';

type Group = FleetGroupsView['groups'][number];

export const outOf = (group: Pick<Group, 'statuses'>): number => sumOf(group.statuses, OUT_OF_STEP);

/** Worst share first, as it is shown beside the cells; with none out of step by name, so that calm stands still. */
export function byShare(groups: readonly Group[]): Group[] {
  const share = (group: Group) => outOf(group) / Math.max(1, group.total);
  return [...groups].sort((a, b) => share(b) - share(a) || (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff'));
}
