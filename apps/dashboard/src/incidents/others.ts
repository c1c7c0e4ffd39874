import type { FleetGroupsView, IncidentView } from '@lockstep/contracts';

/** The other servers, or sites, of which no open incident tells, by name. */
export function othersOf(
  { scope, name }: Pick<IncidentView, 'scope' | 'name'>,
  groups: readonly Pick<FleetGroupsView['groups'][number], 'name'>[],
  open: readonly Pick<IncidentView, 'scope' | 'name'>[],
): string[] {
  const hurt = new Set(open.filter((one) => one.scope === scope).map((one) => one.name));
  return groups
    .flatMap((group) => (group.name === null || group.name === name || hurt.has(group.name) ? [] : [group.name]))
    .sort((a, b) => a.localeCompare(b));
}
