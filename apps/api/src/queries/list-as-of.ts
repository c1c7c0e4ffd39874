import type { ReplicaList, ReplicaRow, ReplicaSort, Status } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { rankOf } from '../projections/status-rank.ts';
import { spansAt, spanValues } from './fleet.queries.ts';
import { decodeListCursor, encodeListCursor } from './list-cursor.ts';
import { badParameter } from './parameters.ts';
import { pictureAsOf } from './picture-as-of.ts';
import { filters, type ListQuery } from './replica-list.query.ts';
import { toRow } from './replica-view.ts';

/** What the spans of status can order a past list by; the numbers of then would have to be folded for the whole fleet. */
const SORT_KEYS: Partial<Record<ReplicaSort, readonly string[]>> = {
  status: ['status', 'mailbox'],
  mailbox: ['mailbox'],
  server: ['server', 'mailbox'],
  since: ['since'],
};

interface Candidate {
  readonly replica: string;
  readonly mailbox: string;
  readonly server: string;
  readonly status: number;
  readonly since: number;
}

/**
 * The list as it was: who was in which status comes from the spans, the numbers of the page's rows from their facts. Names, servers and
 * labels are sought as they are today.
 */
export async function listReplicasAt(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  query: ListQuery,
  at: number,
  knownAt?: number,
): Promise<ReplicaList> {
  const keys = SORT_KEYS[query.sort];
  if (!keys)
    throw badParameter('sort', `cannot be ${query.sort} as of a past moment; use ${Object.keys(SORT_KEYS).join(', ')}`);

  const values: unknown[] = spanValues(at, knownAt);
  const value = (of: unknown) => `$${values.push(of)}`;
  const where = filters({ ...query, status: undefined }, value, 'l', { at, knownAt });
  const { rows } = await client.query(
    `SELECT l.replica, l.mailbox, coalesce(l.server, '') AS server, s.status, s.since::float8 AS since
     FROM (${spansAt(knownAt)}) s JOIN ${READ_SCHEMA}.replica_list l ON l.partition = 0 AND l.replica = s.replica
     WHERE ${where} ${query.status ? `AND s.status = ANY (${value(query.status.map((status: Status) => rankOf(status)))}::smallint[])` : ''}`,
    values,
  );

  const order = `${query.descending ? '-' : ''}${query.sort}@${at}@${knownAt ?? ''}`;
  const sign = query.descending ? -1 : 1;
  const keyOf = (row: Candidate): (string | number)[] => [
    ...keys.map((key) => row[key as keyof Candidate]),
    row.replica,
  ];
  const sorted = (rows as Candidate[]).sort((a, b) => sign * compare(keyOf(a), keyOf(b)));
  const first =
    query.cursor === undefined
      ? 0
      : indexAfter(sorted.map(keyOf), decodeListCursor(query.cursor, order, keys.map(typeOf)));
  const page = sorted.slice(first, first + query.limit);

  const items: ReplicaRow[] = [];
  for (const { replica } of page) {
    const picture = await pictureAsOf(client, store, replica, at, knownAt);
    if (picture) items.push(toRow(replica, picture.state, picture.judgement));
  }
  const last = page.at(-1);
  return {
    items,
    total: sorted.length,
    nextCursor: last && first + page.length < sorted.length ? encodeListCursor(order, keyOf(last)) : null,
  };
}

const typeOf = (key: string) => (key === 'mailbox' || key === 'server' ? 'text' : 'bigint');

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < a.length; index++) {
    if (a[index]! < b[index]!) return -1;
    if (a[index]! > b[index]!) return 1;
  }
  return 0;
}

/** The past does not change its order, so the row of the cursor is still there. */
function indexAfter(keys: readonly (readonly (string | number)[])[], cursor: readonly string[]): number {
  const index = keys.findIndex((key) => key.at(-1) === cursor.at(-1));
  return index === -1 ? 0 : index + 1;
}
