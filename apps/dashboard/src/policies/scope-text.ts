import type { PolicyScope } from '@lockstep/contracts';
import { many } from '../figures/numbers.ts';

/** For whom a policy is, in a few words. */
export function scopeText(scope: PolicyScope, ofPolicies: number): string {
  switch (scope.of) {
    case 'everyone':
      return ofPolicies === 1 ? 'everyone' : 'everyone else';
    case 'server':
      return `server ${scope.server}`;
    case 'label':
      return `${scope.name} ${scope.value}`;
    case 'client':
      return `client ${[scope.client, scope.version].filter(Boolean).join(' ')}`;
    case 'mailbox':
      return scope.mailboxes.length === 1 ? scope.mailboxes[0]! : many(scope.mailboxes.length, 'mailbox', 'mailboxes');
  }
}
