import type { Condition } from '../condition/condition.ts';
import { foldIncidents } from '../incident/fold-incidents.ts';
import type { Who } from '../incident/groups.ts';
import type { IncidentEvent } from '../incident/incident.events.ts';
import { type Incident, newIncidents } from '../incident/incident.state.ts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { minutes } from './durations.ts';

/** What holds of a replica in a story: `server-unreachable` is a trouble, `stale` a rule; each since a minute of the story. */
export type Holds = Readonly<Record<string, number>>;

const RULES = ['stale', 'mismatch', 'silent', 'catching-up', 'unknown'];

/** A fleet of which only conditions are told, at minutes of a story. Each telling is one fact. */
export class FleetStory {
  state = newIncidents();
  readonly events: IncidentEvent[] = [];
  readonly closed: Incident[] = [];
  readonly whoIs = new Map<string, Who>();
  readonly #holds = new Map<string, Holds>();
  /** Replicas of which the profile says why they do not synchronize. */
  readonly explained = new Set<string>();
  #position = 0;

  constructor(readonly suspected: Policy['suspected'] = DEFAULT_POLICY.suspected) {}

  /** Enrols replicas `name-0` …; each of its own mailbox unless said otherwise. */
  enrol(name: string, count: number, who: Partial<Who> = {}): string[] {
    const ids = Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(4, '0')}`);
    for (const id of ids) this.is(id, { mailbox: `${id}@example.org`, server: null, site: null, client: null, ...who });
    return ids;
  }

  is(replica: string, who: Who | null, atMinute = 0): void {
    const was = this.whoIs.get(replica) ?? null;
    if (who === null) this.whoIs.delete(replica);
    else this.whoIs.set(replica, who);
    this.#fold(replica, was, atMinute);
  }

  /** From here on these conditions hold of it, and no others. */
  holds(replica: string, holds: Holds, atMinute = Math.max(0, ...Object.values(holds))): void {
    this.#holds.set(replica, holds);
    this.#fold(replica, this.whoIs.get(replica) ?? null, atMinute);
  }

  recovers(replica: string, atMinute: number): void {
    this.holds(replica, {}, atMinute);
  }

  get open(): readonly Incident[] {
    return [...this.state.open.values()];
  }

  /** What is open, in short: `server imap-1 server-unreachable 12/30 critical`. */
  get says(): readonly string[] {
    return this.open.map(
      ({ scope, name, symptom, members, total, critical }) =>
        `${scope} ${name} ${symptom} ${members.size}/${total}${critical === null ? '' : ' critical'}`,
    );
  }

  membersOf(incident: Incident): string[] {
    return [...incident.members.keys()].sort();
  }

  told(type: IncidentEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }

  #fold(replica: string, was: Who | null, atMinute: number): void {
    const holds = this.#holds.get(replica) ?? {};
    const position = ++this.#position;
    const openBefore = this.open;
    const events = foldIncidents(this.state, {
      replica,
      position,
      at: minutes(atMinute),
      knownAt: minutes(atMinute),
      was,
      who: this.whoIs.get(replica) ?? null,
      causes: this.explained.has(replica) ? [null] : [],
      open: Object.entries(holds).map(([code, since]) => condition(code, minutes(since), position)),
      suspected: this.suspected,
    });
    this.events.push(...events);
    this.closed.push(...openBefore.filter(({ closed }) => closed !== null));
  }
}

function condition(code: string, since: number, position: number): Condition {
  const isRule = RULES.includes(code);
  return {
    rule: isRule ? (code as Condition['rule']) : 'trouble',
    ...(!isRule && { kind: code }),
    severity: code === 'catching-up' || code === 'unknown' ? null : 'warning',
    folder: null,
    since,
    policy: 'default',
    policyVersion: 1,
    evidence: [position],
  };
}
