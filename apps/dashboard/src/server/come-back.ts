import type { Query } from '@tanstack/react-query';
import { onRefused, onReturn } from './connection.ts';
import { queries } from './queries.ts';
import { sessionQuery } from './session.ts';

/** These are kept true by position: what was missed has been told by the time the connection counts as live. */
const FOLLOWED = new Set(['session', 'fleet', 'feed', 'replicas', 'replica', 'folders', 'alerts', 'alert-counts']);

/** Everything else on the page was read once and may have changed while nobody could tell; and what failed meanwhile is tried again. */
export function readAgainOnReturn(): void {
  onReturn(() => {
    // A first read that a dead line swallowed would wait for its time to run out.
    const swallowed = {
      predicate: ({ state }: Query) => state.status === 'pending' && state.fetchStatus === 'fetching',
    };
    void queries.cancelQueries(swallowed).then(() => queries.invalidateQueries({ predicate: isToBeReadAgain }));
  });
  onRefused(() => void queries.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false }).catch(() => undefined));
}

export function isToBeReadAgain({ queryKey, state }: Pick<Query, 'queryKey' | 'state'>): boolean {
  return state.status !== 'success' || !FOLLOWED.has(String(queryKey[0]));
}
