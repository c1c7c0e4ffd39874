import type { Matcher } from '@lockstep/contracts';
import type { AlertState } from './alert.state.ts';

export type Matched = Pick<AlertState, 'id' | 'rule' | 'kind' | 'severity' | 'server' | 'mailbox' | 'labels'>;

/** All that the matcher says is so. `*` stands for any run of characters, in any case of letters. */
export function matches(_matcher: Matcher, _alert: Matched): boolean {
  return false;
}

export const matchesAny = (matchers: readonly Matcher[], alert: Matched): boolean =>
  matchers.some((matcher) => matches(matcher, alert));
