import type { IncidentScope, Severity } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { GroupKey, Who } from './groups.ts';
import type { Growth } from './growth.ts';
import type { Family, Symptoms } from './symptoms.ts';
import type { Turned } from './turned.ts';

/**
 * What is remembered of the fleet to tell an incident: how many there are of each group, which replicas have a symptom, and what is
 * open. Of a healthy replica nothing but its part in the counts. Changed in place by `foldIncidents`.
 */
export interface IncidentsState {
  /** Replicas of each group that are heard of. */
  readonly groups: Map<GroupKey, number>;
  readonly affected: Map<string, Affected>;
  /** Of each group and family those that have the symptom, by when it began. Follows from `affected`. */
  readonly turned: Map<string, Turned>;
  readonly open: Map<string, Incident>;
  /** When the newest incident of each group and family closed: what began before that belongs to it, whenever it is told. */
  readonly closedAt: Map<string, Instant>;
  touched: Touched;
}

/** What has changed since somebody wrote it down. */
export interface Touched {
  readonly groups: Set<GroupKey>;
  readonly affected: Set<string>;
  readonly incidents: Set<Incident>;
  readonly members: Set<Member>;
}

/** A replica with symptoms. */
export interface Affected {
  readonly replica: string;
  who: Who;
  symptoms: Symptoms;
  member: Member | null;
}

export interface Incident {
  /** From the position of the fact that opened it. */
  readonly id: string;
  scope: IncidentScope;
  name: string;
  readonly family: Family;
  /** What most of those that turned together said: a trouble code or a rule. */
  readonly symptom: string;
  /** When the first of those turned, and when the newest of all members did. */
  since: Instant;
  newestSince: Instant;
  /** Moments on the axis of `observedAt`, each with when it was known. */
  readonly opened: Moment;
  critical: Moment | null;
  closed: Moment | null;
  /** Part of this one, which says the rest. */
  mergedInto: string | null;
  /** The newest moment it knows of: it does not go back for news that comes late. */
  at: Instant;
  total: number;
  most: number;
  readonly growth: Growth;
  readonly members: Map<string, Member>;
  /** How many replicas of each mailbox are members. */
  readonly mailboxes: Map<string, number>;
}

export interface Moment {
  readonly at: Instant;
  readonly knownAt: Instant;
}

/** One stay of a replica in an incident; it may leave and join again. */
export interface Member {
  readonly incident: Incident;
  readonly replica: string;
  readonly mailbox: string;
  /** Of the fact that made it join. */
  readonly position: number;
  /** When its symptom began. */
  readonly since: Instant;
  readonly joined: Moment;
  left: Moment | null;
}

export function newIncidents(): IncidentsState {
  return {
    groups: new Map(),
    affected: new Map(),
    turned: new Map(),
    open: new Map(),
    closedAt: new Map(),
    touched: noneTouched(),
  };
}

export const noneTouched = (): Touched => ({
  groups: new Set(),
  affected: new Set(),
  incidents: new Set(),
  members: new Set(),
});

export function severityOf({ critical }: Pick<Incident, 'critical'>): Severity {
  return critical === null ? 'warning' : 'critical';
}

export const isInGroup = ({ scope, name }: Pick<Incident, 'scope' | 'name'>, who: Who): boolean => who[scope] === name;
