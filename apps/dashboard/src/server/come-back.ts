import type { Query } from '@tanstack/react-query';
import { onReturn } from './connection.ts';
import { queries } from './queries.ts';

/** These are kept true by position: what was missed has been told by the time the connection counts as live. */
const FOLLOWED = new Set(['session', 'fleet', 'feed', 'replicas', 'replica', 'folders', 'alerts', 'alert-counts']);

/** Everything else on the page was read once and may have changed while nobody could tell; and what failed meanwhile is tried again. */
export function readAgainOnReturn(): () => void {
  return onReturn(() => void queries.invalidateQueries({ predicate: isToBeReadAgain }));
}

export function isToBeReadAgain({ queryKey, state }: Pick<Query, 'queryKey' | 'state'>): boolean {
  return state.status === 'error' || !FOLLOWED.has(String(queryKey[0]));
}
