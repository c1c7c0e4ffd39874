import type { Condition } from '../condition/condition.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { Who } from './groups.ts';
import type { OwnCause } from './own-cause.ts';
import type { IncidentEvent } from './incident.events.ts';
import type { Incident, IncidentsState } from './incident.state.ts';

/** One replica after one fact: who it is now and was before, and the conditions that hold. */
export interface ReplicaNews {
  readonly replica: string;
  /** Of the fact. */
  readonly position: number;
  /** When it was judged so, and when the fact was recorded. */
  readonly at: Instant;
  readonly knownAt: Instant;
  /** As it was last counted. */
  readonly was: Who | null;
  /** Null: retired, or not heard of for long; then it counts for nothing. */
  readonly who: Who | null;
  readonly open: readonly Condition[];
  /** What on the replica itself explains an old date or a difference, beside its troubles. */
  readonly causes?: readonly OwnCause[];
  readonly suspected: Policy['suspected'];
}

/** What one fact does to incidents, while it is worked out. */
export interface Turn {
  readonly state: IncidentsState;
  readonly news: ReplicaNews;
  readonly told: Map<Incident, Told>;
}

export interface Told {
  opened: boolean;
  explainedAnew: boolean;
  escalated: boolean;
  closed: boolean;
  readonly joined: string[];
  readonly left: string[];
}

/** Notes that this incident is touched by the fact. */
export function tell({ state, told }: Turn, incident: Incident): Told {
  state.touched.incidents.add(incident);
  let of = told.get(incident);
  if (!of) {
    of = { opened: false, explainedAnew: false, escalated: false, closed: false, joined: [], left: [] };
    told.set(incident, of);
  }
  return of;
}

/** Names in one event; a fleet of 100,000 must not make one that nobody can read. */
const MOST_NAMES = 1_000;

export function eventsOf({ told }: Turn): IncidentEvent[] {
  const events: IncidentEvent[] = [];
  for (const [incident, of] of told) {
    const { id, at, scope, name, symptom, since, total, most, members, mailboxes } = incident;
    const replicas = members.size;
    const add = (event: Omit<IncidentEvent, 'at' | 'incident'>) =>
      events.push({ ...event, at, incident: id } as IncidentEvent);
    if (of.opened) {
      const users = mailboxes.size;
      add({ type: 'IncidentOpened', data: { scope, name, symptom, since, replicas, users, total } });
    }
    for (const joined of pages(of.joined)) add({ type: 'IncidentChanged', data: { joined, replicas } });
    for (const left of pages(of.left)) add({ type: 'IncidentChanged', data: { left, replicas } });
    if (of.explainedAnew) add({ type: 'IncidentExplainedAnew', data: { scope, name, total } });
    if (of.escalated) add({ type: 'IncidentEscalated', data: { replicas, total } });
    if (of.closed) {
      const { closed, mergedInto } = incident;
      const heldForMs = Math.max(0, closed!.at - since);
      add({ type: 'IncidentClosed', data: { heldForMs, most, ...(mergedInto !== null && { mergedInto }) } });
    }
  }
  return events;
}

function pages(names: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let from = 0; from < names.length; from += MOST_NAMES) found.push(names.slice(from, from + MOST_NAMES));
  return found;
}
