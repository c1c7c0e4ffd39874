import type { PolicyScope } from '@lockstep/contracts';
import type { PolicySeeker } from './policy-book.ts';

/** The higher wins. */
export function specificity(scope: PolicyScope): number {
  switch (scope.of) {
    case 'everyone':
      return 0;
    case 'server':
      return 1;
    case 'label':
      return 2;
    case 'client':
      return scope.version === undefined ? 3 : 4;
    case 'mailbox':
      return 5;
  }
}

/** Servers and mailboxes in any case; labels and clients as they are written. */
export function covers(scope: PolicyScope, { mailbox, labels, client }: PolicySeeker): boolean {
  switch (scope.of) {
    case 'everyone':
      return true;
    case 'server':
      return client.server !== undefined && sameInAnyCase(client.server, scope.server);
    case 'label':
      return labels[scope.name] === scope.value;
    case 'client':
      return client.name === scope.client && (scope.version === undefined || client.version === scope.version);
    case 'mailbox':
      return mailboxesOf(scope).has(mailbox.toLowerCase());
  }
}

/** What two scopes of one rank both claim, in words; null: nothing, or one of them is the more specific. */
export function clash(one: PolicyScope, other: PolicyScope): string | null {
  if (one.of === 'mailbox' && other.of === 'mailbox')
    return one.mailboxes.find((mailbox) => mailboxesOf(other).has(mailbox.toLowerCase())) ?? null;
  return scopeKey(one) === scopeKey(other) ? scopeText(one) : null;
}

function scopeKey(scope: PolicyScope): string {
  switch (scope.of) {
    case 'everyone':
      return 'everyone';
    case 'server':
      return JSON.stringify(['server', scope.server.toLowerCase()]);
    case 'label':
      return JSON.stringify(['label', scope.name, scope.value]);
    case 'client':
      return JSON.stringify(['client', scope.client, scope.version]);
    case 'mailbox':
      return JSON.stringify(['mailbox', scope.mailboxes]);
  }
}

export function scopeText(scope: PolicyScope): string {
  switch (scope.of) {
    case 'everyone':
      return 'everyone';
    case 'server':
      return `server ${scope.server}`;
    case 'label':
      return `${scope.name} ${scope.value}`;
    case 'client':
      return scope.version === undefined ? `client ${scope.client}` : `client ${scope.client} ${scope.version}`;
    case 'mailbox':
      return scope.mailboxes.length === 1 ? `mailbox ${scope.mailboxes[0]}` : `${scope.mailboxes.length} mailboxes`;
  }
}

const known = new WeakMap<PolicyScope, ReadonlySet<string>>();

function mailboxesOf(scope: Extract<PolicyScope, { of: 'mailbox' }>): ReadonlySet<string> {
  let found = known.get(scope);
  if (found === undefined) known.set(scope, (found = new Set(scope.mailboxes.map((mailbox) => mailbox.toLowerCase()))));
  return found;
}

const sameInAnyCase = (one: string, other: string): boolean =>
  one === other || (one.length === other.length && one.toLowerCase() === other.toLowerCase());
