import { groupKey, groupsOf, isSame, type GroupKey } from './groups.ts';
import { newGrowth } from './growth.ts';
import type { IncidentEvent } from './incident.events.ts';
import { isInGroup, type Affected, type Incident, type IncidentsState } from './incident.state.ts';
import { explain, type Explanation } from './explain.ts';
import { explainAnew, incidentFor, join, joinAll, leave, merge, settleIncident } from './membership.ts';
import { isStillAffected, mayOpen, NO_SYMPTOMS, sameSymptoms, symptomsOf, type Family } from './symptoms.ts';
import { eventsOf, tell, type ReplicaNews, type Turn } from './turn.ts';
import { enter, takeOut, type Turned } from './turned.ts';

/**
 * Folds what one fact turned on one replica into the fleet's incidents, and says what became of them. Only facts that turn a
 * condition, or who a replica is, need be told. In order:
 * 1. the replica is counted in its groups;
 * 2. its symptoms are noted; as a member it leaves once neither its symptom nor what followed from it is left;
 * 3. if it is in none, it joins an open incident that explains what it does not explain itself;
 * 4. or makes those that turned within `withinMs` of each other so many that one cause is suspected: one incident opens, or an open one is
 *    explained anew by a larger group;
 * 5. incidents that were touched turn critical, or close.
 * Times are those at which things were so (`observedAt`), so news that comes late counts where it belongs: what began before an incident
 * of its group closed opens no second one.
 */
export function foldIncidents(state: IncidentsState, news: ReplicaNews): IncidentEvent[] {
  const turn: Turn = { state, news, told: new Map() };
  const regrouped = recount(turn);
  const affected = note(turn);
  if (affected !== null) {
    const { member } = affected;
    if (member !== null && !staysIn(member.incident, affected, member.since, news)) leave(turn, member);
    if (affected.member === null) takePart(turn, affected);
  }
  for (const incident of state.open.values()) {
    if (regrouped.has(groupKey(incident.scope, incident.name))) state.touched.incidents.add(incident);
    else if (!turn.told.has(incident)) continue;
    settleIncident(turn, incident);
  }
  return eventsOf(turn);
}

function recount({ state, news: { was, who } }: Turn): ReadonlySet<GroupKey> {
  const regrouped = new Set<GroupKey>();
  if (isSame(was, who)) return regrouped;
  const count = (key: GroupKey, change: number) => {
    state.groups.set(key, (state.groups.get(key) ?? 0) + change);
    state.touched.groups.add(key);
    regrouped.add(key);
  };
  if (was !== null) for (const { key } of groupsOf(was)) count(key, -1);
  if (who !== null) for (const { key } of groupsOf(who)) count(key, 1);
  return regrouped;
}

/** Null: nothing turned that matters here. */
function note({ state, news: { replica, who, open, causes } }: Turn): Affected | null {
  const symptoms = who === null ? NO_SYMPTOMS : symptomsOf(open, causes);
  const known = state.affected.get(replica);
  if (!known) {
    if (who === null || symptoms.size === 0) return null;
    const affected: Affected = { replica, who, symptoms, member: null };
    state.affected.set(replica, affected);
    enter(state, affected);
    state.touched.affected.add(replica);
    return affected;
  }
  if (sameSymptoms(known.symptoms, symptoms) && isSame(known.who, who)) return null;
  takeOut(state, known);
  known.symptoms = symptoms;
  if (who !== null) known.who = who;
  enter(state, known);
  if (symptoms.size === 0 && known.member === null) state.affected.delete(replica);
  state.touched.affected.add(replica);
  return known;
}

function staysIn(incident: Incident, affected: Affected, since: number, { who }: ReplicaNews): boolean {
  return who !== null && isInGroup(incident, who) && isStillAffected(affected.symptoms, incident.family, since);
}

function takePart(turn: Turn, affected: Affected): void {
  for (const [family, { own }] of affected.symptoms) {
    if (own) continue;
    const incident = incidentFor(turn, affected, family);
    if (incident !== null) {
      join(turn, incident, affected, family);
      const ofFamily = [...turn.state.open.values()].filter((open) => open.family === incident.family);
      if (ofFamily.length > 1 && family === incident.family) act(turn, affected, family);
      return;
    }
    if (mayOpen(family)) act(turn, affected, family);
    if (affected.member !== null) return;
  }
}

function act(turn: Turn, affected: Affected, family: Family): void {
  const explanation = explain(turn.state, affected, family, turn.news.suspected);
  if (explanation === null) return;
  if (explanation.takes.length === 0) joinAll(turn, open(turn, explanation, family));
  else takeIn(turn, explanation);
}

function open(turn: Turn, { scope, name, total, fresh }: Explanation, family: Family): Incident {
  const { state, news } = turn;
  const since = fresh[0]!.since;
  const at = Math.max(news.at, fresh.at(-1)!.since);
  const incident: Incident = {
    id: String(news.position),
    scope,
    name,
    family,
    symptom: mostSaid(fresh, family),
    since,
    newestSince: since,
    opened: { at, knownAt: news.knownAt },
    critical: null,
    closed: null,
    mergedInto: null,
    at,
    total,
    most: 0,
    growth: newGrowth(),
    members: new Map(),
    mailboxes: new Map(),
  };
  state.open.set(incident.id, incident);
  tell(turn, incident).opened = true;
  return incident;
}

function takeIn(turn: Turn, { scope, name, takes, fresh }: Explanation): void {
  const [first, ...others] = takes;
  if (first!.scope !== scope || first!.name !== name) explainAnew(turn, first!, scope, name);
  for (const other of others) merge(turn, first!, other);
  if (fresh.length > 0) first!.since = Math.min(first!.since, fresh[0]!.since);
  joinAll(turn, first!);
}

/** The code that most of them said; of two said as often, the first by name. */
function mostSaid(turned: Turned, family: Family): string {
  const said = new Map<string, number>();
  for (const { affected } of turned) {
    const { code } = affected.symptoms.get(family)!;
    said.set(code, (said.get(code) ?? 0) + 1);
  }
  return [...said].sort(([a, as], [b, bs]) => bs - as || (a < b ? -1 : 1))[0]![0];
}
