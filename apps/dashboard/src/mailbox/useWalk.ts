import type { ReplicaQuery } from '@lockstep/contracts';
import { useEffect, useMemo } from 'react';
import { lastList } from '../mailboxes/last-list.ts';
import { toQuery, type ListSearch } from '../mailboxes/list-search.ts';
import { useReplicaList } from '../mailboxes/useReplicaList.ts';
import { placeIn, type PlaceInList } from './place-in-list.ts';

export interface Walk extends PlaceInList {
  /** The list that somebody came from; null: none. */
  readonly list: ListSearch | null;
  readonly total: number;
}

const NO_LIST: ReplicaQuery = { sort: 'status' };

/** Where a mailbox stands in the list one came from. The list holds still while one walks, whatever changes meanwhile. */
export function useWalk(id: string, at: string | undefined): Walk {
  const list = useMemo(() => lastList(), []);
  const query = useMemo(() => (list ? toQuery(list) : NO_LIST), [list]);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useReplicaList(query, at, list ? 'held' : 'unused');
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const walk = placeIn(rows, id);
  const runsOut = walk.place !== null && walk.after === null && hasNextPage;
  useEffect(() => {
    if (runsOut && !isFetchingNextPage) void fetchNextPage();
  }, [runsOut, isFetchingNextPage, fetchNextPage]);
  return { list, total: data?.pages[0]?.total ?? 0, ...walk };
}
