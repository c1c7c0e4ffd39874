import type { Condition } from '../condition/condition.ts';
import type { Instant } from '../replica/replica.events.ts';
import { explainsItself, type OwnCause } from './own-cause.ts';

/** What turned on a replica, in the word under which others that turned alike are found. */
export interface Symptom {
  /** Since the earliest of its conditions. */
  readonly since: Instant;
  /** The trouble code or the rule of that one. */
  readonly code: string;
  /** The replica says itself why: it keeps a member in, and neither opens an incident nor joins one. */
  readonly own?: true;
}
export type Family = string;
export type Symptoms = ReadonlyMap<Family, Symptom>;

/** Codes that one cause makes: a server that is away is refused by one client, timed out by another. Others stand for themselves. */
const FAMILIES: Readonly<Record<string, Family>> = {
  'server-unreachable': 'connection',
  'server-timeout': 'connection',
  'tls-failed': 'connection',
  'credentials-rejected': 'sign-in',
  'uidvalidity-changed': 'server-copy',
};

/** Causes whose effect is that nothing synchronizes any more. */
const STOPS_SYNCHRONIZING: readonly Family[] = ['connection', 'sign-in', 'server-copy'];

/** What may follow from another symptom: whoever has it since then and had that one first is still affected by it. */
const EFFECTS: readonly Family[] = ['stale', 'mismatch', 'silent'];

/**
 * What people do at the same hour, and no cause does: devices go off in the evening and their agents fall silent, a sync is cut short by
 * a lid that closes, a client that is started in the morning holds its store. Half a site shows these within 30 min on any working
 * day, so they never open an incident. Silence keeps a member in, for who cannot be heard has not recovered.
 */
const HABITS: readonly Family[] = ['silent', 'sync-interrupted', 'offline-store-in-use'];

/** What has a cause, which may lie on the replica or with many. */
const MAY_BE_OWN: readonly string[] = ['stale', 'mismatch'];

/** Causes before effects. */
const FIRST: readonly Family[] = STOPS_SYNCHRONIZING;
const LAST: readonly Family[] = EFFECTS;

export const NO_SYMPTOMS: Symptoms = new Map();

/**
 * The symptoms of a replica from its open conditions, causes before effects. Catching up and unknown are none; a difference or an old
 * date is one once somebody need be told of it, for before that it may pass by itself. Where the replica itself explains it (a trouble that
 * stops it, nobody logged on, mail delivered elsewhere), it is its own: such ones fall into the same half hour by chance.
 */
export function symptomsOf(open: readonly Condition[], causes: readonly OwnCause[] = []): Symptoms {
  if (open.length === 0) return NO_SYMPTOMS;
  const found = new Map<Family, Symptom>();
  for (const condition of open) {
    const code = codeOf(condition);
    if (code === null) continue;
    const family = Object.hasOwn(FAMILIES, code) ? FAMILIES[code]! : code;
    const known = found.get(family);
    const { since, rule } = condition;
    const own = MAY_BE_OWN.includes(rule) && explainsItself(condition, open, causes);
    const symptom: Symptom = { since, code, ...(own && { own }) };
    if (!known || saysMore(symptom, known)) found.set(family, symptom);
  }
  if (found.size < 2) return found;
  return new Map([...found].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)));
}

/** What may be shared with others says more than what the replica explains itself; then the earlier one. */
function saysMore({ since, code, own }: Symptom, known: Symptom): boolean {
  if (own !== known.own) return known.own === true;
  return since < known.since || (since === known.since && code < known.code);
}

function codeOf({ rule, kind, severity }: Condition): string | null {
  switch (rule) {
    case 'trouble':
      return kind ?? null;
    case 'stale':
    case 'mismatch':
      return severity === null ? null : rule;
    case 'silent':
      return rule;
    case 'unknown':
    case 'catching-up':
      return null;
  }
}

function rank(family: Family): number {
  if (FIRST.includes(family)) return FIRST.indexOf(family);
  return 100 + LAST.indexOf(family);
}

export const mayOpen = (family: Family): boolean => !HABITS.includes(family);
export const stopsSynchronizing = (family: Family): boolean => STOPS_SYNCHRONIZING.includes(family);

/** Whether a replica that became affected at `since` still is: by the symptom itself, or by what may have followed from it. */
export function isStillAffected(symptoms: Symptoms, family: Family, since: Instant): boolean {
  if (symptoms.has(family)) return true;
  return EFFECTS.some((effect) => (symptoms.get(effect)?.since ?? -Infinity) >= since);
}

export function sameSymptoms(one: Symptoms, other: Symptoms): boolean {
  if (one.size !== other.size) return false;
  for (const [family, { since, code, own }] of one) {
    const found = other.get(family);
    if (found?.since !== since || found.code !== code || found.own !== own) return false;
  }
  return true;
}
