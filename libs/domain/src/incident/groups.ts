import type { ClientFacts, IncidentScope } from '@lockstep/contracts';

/** By what replicas belong together, in the order that decides between two that explain equally well. */
export const SCOPES: readonly IncidentScope[] = ['server', 'site', 'client'];

/** Who a replica is, as far as incidents ask: its mailbox, and the name of its group of each scope; null: of none. */
export interface Who extends Readonly<Record<IncidentScope, string | null>> {
  readonly mailbox: string;
}

/** One text for each group, to find it by. */
export type GroupKey = string;
export const groupKey = (scope: IncidentScope, name: string): GroupKey => `${scope} ${name}`;

/** Null while it has no mailbox to be counted by. */
export function whoIs(facts: {
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: ClientFacts;
}): Who | null {
  const { mailbox, labels, client } = facts;
  if (mailbox === '') return null;
  return {
    mailbox,
    server: client.server || null,
    site: (Object.hasOwn(labels, 'site') && labels.site) || null,
    client: client.name ? [client.name, client.version].filter(Boolean).join(' ') : null,
  };
}

export function isSame(one: Who | null, other: Who | null): boolean {
  if (one === null || other === null) return one === other;
  return one.mailbox === other.mailbox && SCOPES.every((scope) => one[scope] === other[scope]);
}

export function groupsOf(who: Who): { readonly scope: IncidentScope; readonly name: string; readonly key: GroupKey }[] {
  const groups = [];
  for (const scope of SCOPES) {
    const name = who[scope];
    if (name !== null) groups.push({ scope, name, key: groupKey(scope, name) });
  }
  return groups;
}
