import type { Severity } from '@lockstep/contracts';
import type { Condition } from '../../condition/condition.ts';
import type { ConditionsInput } from '../alert-input.ts';
import { conditionsText, conditionsTitle } from '../title.ts';
import { type Draft, ofReplica } from './draft.ts';
import { type Seen, gone, openOf, seen } from './live.ts';
import { weigh } from './suppress.ts';

/**
 * One alert for each rule of a replica, and for each trouble code: all folders together.
 * 1. What is seen is raised, fires, relapses, or grows worse.
 * 2. What is no longer seen recovers. Of a replica that is silent nothing is known to be over, so it stays.
 * 3. What keeps the replica's alerts quiet is weighed anew.
 */
export function decideConditions(draft: Draft, input: ConditionsInput): void {
  const causes = causesOf(input);
  for (const [fingerprint, conditions] of causes) seen(draft, seenOf(input, fingerprint, conditions));

  const isHeard = !input.open.some(({ rule }) => rule === 'silent');
  for (const alert of openOf(draft, ofReplica(draft, input.replica.id))) {
    if (causes.has(alert.fingerprint)) continue;
    if (isHeard || alert.rule === 'silent') gone(draft, alert, { fixedBy: input.fix ?? null });
  }
  weigh(draft, ofReplica(draft, input.replica.id));
}

function causesOf({ replica, open }: ConditionsInput): Map<string, Condition[]> {
  const causes = new Map<string, Condition[]>();
  for (const condition of open) {
    const fingerprint = fingerprintOf(condition, replica.id);
    if (fingerprint === null) continue;
    const of = causes.get(fingerprint);
    if (of === undefined) causes.set(fingerprint, [condition]);
    else of.push(condition);
  }
  return causes;
}

/** Null: nobody is ever told of it. A trouble without severity may pass by itself, and is told by what it leads to. */
function fingerprintOf({ rule, kind, severity }: Condition, replica: string): string | null {
  switch (rule) {
    case 'mismatch':
    case 'stale':
    case 'silent':
      return `${rule}:${replica}`;
    case 'trouble':
      return severity === null ? null : `trouble:${kind ?? 'unknown'}:${replica}`;
    case 'unknown':
    case 'catching-up':
      return null;
  }
}

function seenOf(input: ConditionsInput, fingerprint: string, conditions: readonly Condition[]): Seen {
  const { replica, diagnosis } = input;
  const { rule } = conditions[0]!;
  return {
    fingerprint,
    rule: rule as Seen['rule'],
    kind: kindOf(conditions),
    severity: worst(conditions),
    title: conditionsTitle(input, conditions),
    text: conditionsText(input, conditions),
    replica: replica.id,
    incident: null,
    mailbox: replica.mailbox,
    server: replica.server,
    labels: replica.labels,
    users: 1,
    folders: conditions.filter(({ folder }) => folder !== null).length,
    since: Math.min(...conditions.map(({ since }) => since)),
    diagnosis: diagnosis ?? null,
  };
}

/** The worse of two kinds of mismatch: a sync has completed and left it there. */
function kindOf(conditions: readonly Condition[]): string | null {
  const although = conditions.find(({ kind }) => kind === 'although-synchronizing');
  return (although ?? conditions[0]!).kind ?? null;
}

function worst(conditions: readonly Condition[]): Severity | null {
  if (conditions.some(({ severity }) => severity === 'critical')) return 'critical';
  return conditions.some(({ severity }) => severity === 'warning') ? 'warning' : null;
}
