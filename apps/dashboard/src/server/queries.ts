import { QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { isBeingRebuilt } from './being-rebuilt.ts';
import { isFinal } from './is-final.ts';
import { isSignedOut, RequestError } from './request.ts';

/** Told when any read finds the session gone; the router takes the viewer to the sign-in page and back. */
let onSignedOut = () => {};
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isSignedOut(error)) onSignedOut();
    },
  }),
  defaultOptions: {
    // A server on this machine or in this house is there without the internet, whatever the browser thinks of its network.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      // What is on screen is kept true by the live connection; a visit to a page still reads it anew.
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => isBeingRebuilt(error) || (failures < 3 && !isFinal(error)),
      retryDelay: (failures, error) =>
        (error instanceof RequestError && error.retryAfterMs) || Math.min(1_000 * 2 ** failures, 15_000),
    },
  },
});

/** What was just read, unless the live connection brought something newer while the question was on its way. */
export function notOlder<T extends { readonly cursor: string }>(read: T, key: QueryKey): T {
  const held = queries.getQueryData<T>(key);
  return held !== undefined && Number(held.cursor) > Number(read.cursor) ? held : read;
}

const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** Reads again what a live change has made old, at once the first time and then at most once in `everyMs`. */
export function readAgainSoon(key: QueryKey, everyMs: number): void {
  const name = JSON.stringify(key);
  if (waiting.has(name)) return;
  const last = queries
    .getQueryCache()
    .findAll({ queryKey: key })
    .reduce((at, query) => Math.max(at, query.state.dataUpdatedAt), 0);
  const wait = Math.max(50, last + everyMs - Date.now());
  waiting.set(
    name,
    setTimeout(() => {
      waiting.delete(name);
      const failing = queries
        .getQueryCache()
        .findAll({ queryKey: key })
        .some(({ state }) => state.fetchFailureCount > 0);
      // Begun anew at each change, a read that fails would never come to say so; what says so tries again by itself.
      void queries.invalidateQueries(
        { queryKey: key, predicate: ({ state }) => state.status !== 'error' || state.data !== undefined },
        { cancelRefetch: !failing },
      );
    }, wait),
  );
}
