import type { ClientFacts, PolicyScope } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import type { PolicyEvent } from './policy.events.ts';
import { covers, specificity } from './policy-scope.ts';

/** All policies as the fold of their events: those in force, and every version there ever was. Never changed in place. */
export interface PolicyBook {
  /** Position of the newest change; 0 while there is none. */
  readonly position: number;
  /** In force, the most specific first; the one for everyone is always there, and last. */
  readonly entries: readonly PolicyEntry[];
  /** By `id version`. */
  readonly versions: ReadonlyMap<string, PolicyEntry>;
  /** When each policy was last changed or removed, by id. */
  readonly turnedAt: ReadonlyMap<string, Instant>;
}

/** One version of one policy, and who made it. */
export interface PolicyEntry {
  readonly policy: Policy;
  readonly scope: PolicyScope;
  /** Null: the product's own default, never changed. */
  readonly changedAt: Instant | null;
  readonly changedBy: string | null;
  readonly why: string | null;
  readonly position: number | null;
}

/** For whom a policy is sought. */
export interface PolicySeeker {
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  /** With the server that it synchronizes with. */
  readonly client: ClientFacts;
}

const OWN_DEFAULT: PolicyEntry = {
  policy: DEFAULT_POLICY,
  scope: { of: 'everyone' },
  changedAt: null,
  changedBy: null,
  why: null,
  position: null,
};

export const NO_POLICIES: PolicyBook = {
  position: 0,
  entries: [OWN_DEFAULT],
  versions: new Map([[versionKey(DEFAULT_POLICY.id, DEFAULT_POLICY.version), OWN_DEFAULT]]),
  turnedAt: new Map(),
};

/** Folds one event, in the order of the log. Never throws: what is in the log has happened. */
export function evolvePolicies(book: PolicyBook, event: PolicyEvent): PolicyBook {
  const { position, observedAt } = event;
  const { id } = event.data;
  const turnedAt = new Map(book.turnedAt).set(id, observedAt);
  const others = book.entries.filter(({ policy }) => policy.id !== id);
  if (event.type === 'PolicyRemoved')
    return id === DEFAULT_POLICY.id ? book : { ...book, position, entries: others, turnedAt };

  const { name, version, scope, thresholds, workingHours, by, why = null } = event.data;
  const entry: PolicyEntry = {
    policy: { ...thresholds, id, name, version, workingHours },
    scope,
    changedAt: observedAt,
    changedBy: by,
    why,
    position,
  };
  return {
    position,
    entries: [...others, entry].sort(inOrder),
    versions: new Map(book.versions).set(versionKey(id, version), entry),
    turnedAt,
  };
}

/**
 * The policy that a replica is judged by, taken whole: the most specific that covers it, from mailbox over client with version, client,
 * label and server to everyone. Of two labels that both cover it, the name that comes first in the alphabet decides.
 */
export function policyFor(book: PolicyBook, who: PolicySeeker): Policy {
  for (const { scope, policy } of book.entries) if (covers(scope, who)) return policy;
  return DEFAULT_POLICY;
}

/** What is thought of a group as such, such as *server suspected*: the policy for just that group, or else the one for everyone. */
export function policyForGroup(book: PolicyBook, group: GroupSeeker): Policy {
  const { server, label, client } = group;
  const who: PolicySeeker = {
    mailbox: '',
    labels: label === undefined ? {} : { [label.name]: label.value },
    client: { ...client, ...(server !== undefined && { server }) },
  };
  return policyFor(book, who);
}

export interface GroupSeeker {
  readonly server?: string;
  readonly label?: { readonly name: string; readonly value: string };
  readonly client?: { readonly name: string; readonly version?: string };
}

/** One version, in force or not. One that the book does not know is the product's own default. */
export function policyVersion(book: PolicyBook, id: string, version: number): Policy {
  return book.versions.get(versionKey(id, version))?.policy ?? DEFAULT_POLICY;
}

/** Since when the book says another policy than the one in hand: the later change of the two. */
export function turnedSince(book: PolicyBook, from: Policy, to: Policy): Instant | null {
  const times = [book.turnedAt.get(from.id), book.turnedAt.get(to.id)].filter((at) => at !== undefined);
  return times.length === 0 ? null : Math.max(...times);
}

export const samePolicy = (one: Policy, other: Policy): boolean =>
  one === other || (one.id === other.id && one.version === other.version);

function versionKey(id: string, version: number): string {
  return `${id} ${version}`;
}

function inOrder(a: PolicyEntry, b: PolicyEntry): number {
  return (
    specificity(b.scope) - specificity(a.scope) ||
    compare(tieBreak(a.scope), tieBreak(b.scope)) ||
    compare(a.policy.id, b.policy.id)
  );
}

const tieBreak = (scope: PolicyScope): string => (scope.of === 'label' ? scope.name : '');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
