import type { ReplicaRow } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { CSV_MARK, csvLine, type CsvCell } from './csv.ts';
import { listReplicasAt } from './list-as-of.ts';
import { filters } from './list-filter.ts';
import { listPage, type ListQuery } from './list-page.ts';
import type { AsOf } from './parameters.ts';
import { COLUMNS, toReplicaRows, type ListRecord } from './replica-list.query.ts';

/** The head of a column, and what stands under it. */
const CELLS: readonly (readonly [head: string, cell: (row: ReplicaRow) => CsvCell])[] = [
  ['status', (row) => row.status],
  ['since', (row) => row.since],
  ['mailbox', (row) => row.mailbox],
  ['name', (row) => row.labels.name ?? null],
  ['device', (row) => row.device],
  ['client', (row) => row.client.name],
  ['version', (row) => row.client.version],
  ['server', (row) => row.server],
  // Of who never reported, neither is known.
  ['folders out', (row) => (row.lastReportedAt === null ? null : row.foldersOut)],
  ['folders', (row) => (row.lastReportedAt === null ? null : row.folders)],
  ['items behind', (row) => row.itemsBehind],
  ['items only offline', (row) => row.itemsOnlyOffline],
  ['last synchronized', (row) => row.lastSynchronizedAt],
  ['last reported', (row) => row.lastReportedAt],
  ['silence', (row) => row.silence],
  ['conditions', (row) => row.rules.filter((rule) => !isSaidCloser(rule, row.rules)).join(' ')],
  ['policy', (row) => row.policy.id],
  ['accepted folders', (row) => row.acceptedFolders],
  ['incident', (row) => row.incident?.title ?? null],
  ['labels', (row) => labelsOf(row)],
  ['replica', (row) => row.id],
];

/** The server reads so many rows at a time, and answers others in between; the reader of the file sets the pace. */
const AT_ONCE = 500;
/** Of a past moment each row is folded from its facts. */
const AT_ONCE_AS_OF = 100;

/** The whole list as CSV, in pieces: as it stood when it was begun, however long it takes. */
export async function* replicaCsv(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  query: ListQuery,
  { at, knownAt }: AsOf,
): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(CELLS.map(([head]) => head));
  const pages =
    at === undefined && knownAt === undefined
      ? rowsNow(client, query)
      : rowsAsOf(client, store, query, at ?? Date.now(), knownAt);
  for await (const rows of pages) yield rows.map((row) => csvLine(CELLS.map(([, cell]) => cell(row)))).join('');
}

async function* rowsNow(client: ClientBase, query: ListQuery): AsyncGenerator<readonly ReplicaRow[]> {
  const values: unknown[] = [];
  const value = (of: unknown) => `$${values.push(of)}`;
  const { orderBy } = listPage(query, value);
  await client.query(
    `DECLARE whole_list NO SCROLL CURSOR FOR SELECT ${COLUMNS} FROM ${READ_SCHEMA}.replica_list l
     WHERE ${filters(query, value, { of: 'l' })} ORDER BY ${orderBy}`,
    values,
  );
  for (;;) {
    const { rows } = await client.query<ListRecord>(`FETCH ${AT_ONCE} FROM whole_list`);
    if (rows.length === 0) return;
    yield await toReplicaRows(client, rows);
  }
}

async function* rowsAsOf(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  query: ListQuery,
  at: number,
  knownAt: number | undefined,
): AsyncGenerator<readonly ReplicaRow[]> {
  let cursor: string | undefined;
  do {
    const page = { ...query, limit: AT_ONCE_AS_OF, ...(cursor !== undefined && { cursor }) };
    const { items, nextCursor } = await listReplicasAt(client, store, page, at, knownAt);
    yield items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** `mismatch` where `mismatch:…` stands as well. */
const isSaidCloser = (rule: string, rules: readonly string[]) => rules.some((other) => other.startsWith(`${rule}:`));

function labelsOf({ labels }: ReplicaRow): string {
  return Object.entries(labels)
    .filter(([name]) => name !== 'name')
    .map(([name, value]) => `${name}:${value}`)
    .join('; ');
}
