import type { ReplicaList, ReplicaRow } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { spansAt, spanValues } from './fleet.queries.ts';
import { incidentMarks } from './incident-members.ts';
import { filters, OF_NOW_ONLY } from './list-filter.ts';
import { listPage, type ListQuery } from './list-page.ts';
import { badParameter } from './parameters.ts';
import { pictureAsOf } from './picture-as-of.ts';
import { toStatusCounts, totalOf } from './replica-list.query.ts';
import { toRow } from './replica-view.ts';

/** What the spans of status can order a past list by; the numbers of then would have to be folded for the whole fleet. */
const SORTS: ReadonlySet<string> = new Set(['status', 'mailbox', 'device', 'client', 'server', 'since']);

export function refuseWhatThePastCannotSay(query: ListQuery): void {
  if (!SORTS.has(query.sort))
    throw badParameter('sort', `cannot be ${query.sort} as of a past moment; use ${[...SORTS].join(', ')}`);
  for (const name of OF_NOW_ONLY)
    if (query[name] !== undefined) throw badParameter(name, 'cannot be asked of a past moment');
}

/**
 * The list as it was: who was in which status comes from the spans, the numbers of the page's rows from their facts. Names, servers, clients
 * and labels are sought and sorted as they are today.
 */
export async function listReplicasAt(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  query: ListQuery,
  at: number,
  knownAt?: number,
): Promise<ReplicaList> {
  refuseWhatThePastCannotSay(query);
  const asOf = { at, knownAt };
  const { status: _, ...rest } = query;
  const question = (what: Partial<ListQuery>) => {
    const values: unknown[] = spanValues(at, knownAt);
    const value = (of: unknown) => `$${values.push(of)}`;
    const where = filters(what, value, { of: 'l', statusOf: 's', asOf, now: at });
    const from = `FROM (${spansAt(knownAt)}) s JOIN ${READ_SCHEMA}.replica_list l ON l.partition = 0 AND l.replica = s.replica`;
    return { values, value, where, from };
  };

  const counted = question(rest);
  const counts = await client.query<{ status: number; replicas: number }>(
    `SELECT s.status, count(*)::int AS replicas ${counted.from} WHERE ${counted.where} GROUP BY 1`,
    counted.values,
  );
  const statuses = toStatusCounts(counts.rows);

  const { values, value, where, from } = question(query);
  const page = listPage(query, value, 's', `@${at}@${knownAt ?? ''}`);
  const { rows } = await client.query<{ replica: string }>(
    `SELECT l.replica, ${page.columns} ${from} WHERE ${[where, page.after].filter(Boolean).join(' AND ')}
     ORDER BY ${page.orderBy} LIMIT ${value(query.limit + 1)}`,
    values,
  );
  const { shown, nextCursor } = page.cut(rows);
  const marks = await incidentMarks(
    client,
    shown.map(({ replica }) => replica),
    asOf,
  );
  const items: ReplicaRow[] = [];
  for (const { replica } of shown) {
    const picture = await pictureAsOf(client, store, replica, at, knownAt);
    if (picture) items.push(toRow(picture, marks.get(replica) ?? null));
  }
  return { items, total: totalOf(statuses, query), nextCursor, statuses };
}
