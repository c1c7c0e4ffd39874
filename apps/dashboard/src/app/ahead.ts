import type { FetchQueryOptions, QueryKey } from '@tanstack/react-query';
import { diagnosesQuery, whyQuery } from '../diagnosis/diagnosis-queries.ts';
import { fleetQuery } from '../fleet/useFleet.ts';
import { listQuery } from '../mailboxes/list-query.ts';
import { toRead, type ListSearch } from '../mailboxes/list-search.ts';
import { alertsQuery, foldersQuery, replicaQuery } from '../mailbox/replica-queries.ts';
import { queries } from '../server/queries.ts';

/** A route of the address that is being opened. */
interface Opened {
  readonly routeId: string;
  readonly params: object;
  readonly search: object;
}

/** What a page shows first is asked for while its code is loaded and the session is looked up: one way to the server, not three. */
export function askAhead(opened: readonly Opened[]): void {
  for (const { routeId, params, search } of opened) {
    const { at } = search as { readonly at?: string };
    if (routeId === '/shell') ask(fleetQuery(at));
    if (routeId === '/shell/mailboxes') askForList(search, at);
    if (routeId === '/shell/mailboxes/$id') askForMailbox((params as { readonly id: string }).id, at);
  }
}

function askForList(search: ListSearch, at: string | undefined): void {
  const query = toRead(search);
  if (query === null) return;
  const options = listQuery(query, at);
  if (!isKnown(options.queryKey)) void queries.prefetchInfiniteQuery(options);
}

function askForMailbox(id: string, at: string | undefined): void {
  ask(replicaQuery(id, at));
  ask(foldersQuery(id, at));
  ask(diagnosesQuery(id, at));
  ask(whyQuery(id, at));
  ask(alertsQuery(id, at));
}

/** What is known already is kept true, or read again, by the page itself. */
const isKnown = (key: QueryKey): boolean => queries.getQueryData(key) !== undefined;

function ask<T, E, D, K extends QueryKey>(options: FetchQueryOptions<T, E, D, K>): void {
  if (!isKnown(options.queryKey)) void queries.prefetchQuery(options);
}
