import type { Instant } from '../replica/replica.events.ts';
import { groupsOf, type GroupKey } from './groups.ts';
import type { Affected, IncidentsState } from './incident.state.ts';
import type { Family } from './symptoms.ts';

/** Replicas of one group with one symptom, by when it began, then by id. */
export type Turned = { readonly since: Instant; readonly affected: Affected }[];

export const turnedKey = (group: GroupKey, family: Family): string => `${family} ${group}`;

/** Enters the symptoms that a replica may share with others, in each of its groups. */
export function enter(state: IncidentsState, affected: Affected): void {
  for (const { key } of groupsOf(affected.who)) {
    for (const [family, { since, own }] of affected.symptoms) {
      if (own) continue;
      const name = turnedKey(key, family);
      const turned = state.turned.get(name);
      if (turned) turned.splice(placeOf(turned, since, affected.replica), 0, { since, affected });
      else state.turned.set(name, [{ since, affected }]);
    }
  }
}

/** Takes out what was entered, before its symptoms or its groups change. */
export function takeOut(state: IncidentsState, affected: Affected): void {
  for (const { key } of groupsOf(affected.who)) {
    for (const [family, { since, own }] of affected.symptoms) {
      if (own) continue;
      const name = turnedKey(key, family);
      const turned = state.turned.get(name);
      if (!turned) continue;
      turned.splice(placeOf(turned, since, affected.replica), 1);
      if (turned.length === 0) state.turned.delete(name);
    }
  }
}

/** The first that began at `since` or later; with an id, that one's place among those that began at the same moment. */
export function placeOf(turned: Turned, since: Instant, replica = ''): number {
  let low = 0;
  let high = turned.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = turned[middle]!;
    if (at.since < since || (at.since === since && at.affected.replica < replica)) low = middle + 1;
    else high = middle;
  }
  return low;
}
