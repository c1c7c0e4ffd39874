import type { Who, GroupKey } from './groups.ts';
import { newIncidents, type Affected, type Incident, type IncidentsState, type Member } from './incident.state.ts';
import type { Symptoms } from './symptoms.ts';
import { enter } from './turned.ts';

/** What the rows hold of the state: the rest of it follows. */
export interface StoredIncidents {
  readonly groups: Iterable<readonly [GroupKey, number]>;
  readonly affected: Iterable<{ readonly replica: string; readonly who: Who; readonly symptoms: Symptoms }>;
  /** Those that are open. */
  readonly incidents: readonly Omit<Incident, 'members' | 'mailboxes'>[];
  /** Those that have not left. */
  readonly members: Iterable<Omit<Member, 'incident'> & { readonly incident: string }>;
  readonly closedAt: Iterable<readonly [key: string, at: number]>;
}

/** The state as it was when the rows were written. */
export function restoreIncidents(stored: StoredIncidents): IncidentsState {
  const state = newIncidents();
  for (const [key, replicas] of stored.groups) state.groups.set(key, replicas);
  for (const [key, at] of stored.closedAt) state.closedAt.set(key, at);
  // The order in which they opened is the order in which they are asked.
  for (const incident of [...stored.incidents].sort((a, b) => Number(a.id) - Number(b.id)))
    state.open.set(incident.id, { ...incident, members: new Map(), mailboxes: new Map() });
  for (const one of stored.affected) {
    const affected: Affected = { ...one, member: null };
    state.affected.set(one.replica, affected);
    enter(state, affected);
  }
  for (const one of stored.members) {
    const incident = state.open.get(one.incident);
    const affected = state.affected.get(one.replica);
    if (!incident || !affected) continue;
    affected.member = { ...one, incident };
    incident.members.set(one.replica, affected.member);
    incident.mailboxes.set(one.mailbox, (incident.mailboxes.get(one.mailbox) ?? 0) + 1);
  }
  return state;
}
