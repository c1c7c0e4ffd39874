import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { RequestError } from './request.ts';

/** What the server calls it: its rows are of an older version and it makes them anew. It passes by itself. */
const BEING_REBUILT = 'urn:lockstep:problem:being-rebuilt';

export const isBeingRebuilt = (error: unknown): error is RequestError =>
  error instanceof RequestError && error.type === BEING_REBUILT;

/** What the server says while some read waits for rows that it makes anew; null: none waits. */
export function useBeingRebuilt(): string | null {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => {
      const waits = cache
        .getAll()
        .find(({ state }) => state.fetchStatus !== 'idle' && isBeingRebuilt(state.fetchFailureReason));
      return waits?.state.fetchFailureReason?.message ?? null;
    },
  );
}
