import type { IncidentScope } from '@lockstep/contracts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../replica/replica.events.ts';
import { groupsOf } from './groups.ts';
import { isInGroup, type Affected, type Incident, type IncidentsState } from './incident.state.ts';
import type { Family } from './symptoms.ts';
import { placeOf, turnedKey, type Turned } from './turned.ts';

/** A group that may be what many have in common. */
export interface Explanation {
  readonly scope: IncidentScope;
  readonly name: string;
  readonly total: number;
  /** Those of it that turned together with this one and are in no incident yet, the first first. */
  readonly fresh: Turned;
  /** Open incidents that are a part of it, the oldest first. */
  readonly takes: readonly Incident[];
}

/** An incident is a part of a group when that has so much of it; a few may have moved house meanwhile. */
const PART = 0.8;

/**
 * The group that explains best what this replica and others show: covers those affected, and has few that are not. Both in one
 * number, `2 × affected of the group / (all affected + all of the group)`: 1 where the group is just those affected. Null: nothing
 * does. An explanation that takes in open incidents must be better than theirs; of two as good, one incident is better than two.
 */
export function explain(
  state: IncidentsState,
  replica: Affected,
  family: Family,
  suspected: Policy['suspected'],
): Explanation | null {
  const { since } = replica.symptoms.get(family)!;
  const { withinMs } = suspected;
  const isMany = (count: number, of: number) => count >= suspected.users && count >= suspected.share * of && of > 0;

  const wave = [...state.open.values()].filter(
    (open) => open.family === family && since >= open.since - withinMs && since <= open.newestSince + withinMs,
  );
  const near = groupsOf(replica.who).map((group) => {
    const turned = state.turned.get(turnedKey(group.key, family)) ?? [];
    const from = placeOf(turned, since - withinMs);
    const to = placeOf(turned, since + withinMs + 1);
    return { ...group, turned, from, to, total: state.groups.get(group.key) ?? 0 };
  });
  if (wave.length === 0 && !near.some(({ from, to, total }) => isMany(to - from, total))) return null;

  const groups = near.map(({ scope, name, key, total, turned, from, to }) => {
    const closedAt = state.closedAt.get(turnedKey(key, family)) ?? -Infinity;
    const free = turned.slice(from, to).filter((one) => one.affected.member === null && one.since > closedAt);
    const takes = wave.filter((open) => countOf(open.members.keys(), state, scope, name) >= PART * open.members.size);
    return { scope, name, total, fresh: together(free, since, withinMs), takes };
  });

  const all = new Set<Affected>();
  for (const { fresh, takes } of groups) {
    for (const { affected } of fresh) all.add(affected);
    for (const { members } of takes) for (const id of members.keys()) all.add(state.affected.get(id)!);
  }

  let best: { explanation: Explanation; fit: number } | null = null;
  for (const group of groups) {
    // Members of an incident that would not become part of it are explained already.
    const inside = group.takes.length === 0 ? group.fresh.map(({ affected }) => affected) : inGroup(all, group);
    const users = new Set(inside.map(({ who }) => who.mailbox)).size;
    if (users < suspected.users || !isMany(inside.length, group.total)) continue;
    const fit = fitOf(inside.length, all.size, group.total);
    const isRight =
      group.takes.length === 0
        ? mayBeNew(group.total, inside.length, all.size, suspected)
        : isBetter(group, fit, all.size);
    if (isRight && (best === null || fit > best.fit)) best = { explanation: group, fit };
  }
  return best?.explanation ?? null;
}

const inGroup = (all: ReadonlySet<Affected>, group: Explanation): Affected[] =>
  [...all].filter(({ who }) => isInGroup(group, who));

const fitOf = (affected: number, all: number, total: number): number => (2 * affected) / (all + total);

/**
 * Where it leaves out more than half of those that turned in the same minutes, something larger is on its way: that is waited for,
 * unless half of this group is affected already.
 */
function mayBeNew(total: number, inside: number, all: number, suspected: Policy['suspected']): boolean {
  return 2 * inside >= all || inside >= suspected.criticalShare * total;
}

/** Better than the incidents it would take in. */
function isBetter({ takes }: Explanation, fit: number, all: number): boolean {
  let replicas = 0;
  let total = 0;
  for (const open of takes) {
    replicas += open.members.size;
    total += open.total;
  }
  const theirs = fitOf(replicas, all, total);
  return fit > theirs || (fit === theirs && takes.length > 1);
}

/** The largest number that turned within `withinMs` of each other, this one among them. */
function together(free: Turned, since: Instant, withinMs: number): Turned {
  let from = 0;
  let to = 0;
  for (let start = 0, end = 0; start < free.length && free[start]!.since <= since; start++) {
    while (end < free.length && free[end]!.since <= free[start]!.since + withinMs) end++;
    if (end - start > to - from) [from, to] = [start, end];
  }
  return free.slice(from, to);
}

function countOf(replicas: Iterable<string>, state: IncidentsState, scope: IncidentScope, name: string): number {
  let count = 0;
  for (const replica of replicas) if (state.affected.get(replica)!.who[scope] === name) count++;
  return count;
}
