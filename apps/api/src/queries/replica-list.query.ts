import type { ReplicaList, ReplicaRow, ReplicaSort, Silence, Status } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { rankOf, statusOf } from '../projections/status-rank.ts';
import { affectedBy } from './incidents.query.ts';
import { iso, isoOrNull } from './instants.ts';
import type { AsOf } from './parameters.ts';
import { decodeListCursor, encodeListCursor } from './list-cursor.ts';

export interface ListQuery {
  readonly status?: readonly Status[];
  readonly q?: string;
  readonly server?: string;
  readonly label?: { readonly name: string; readonly value: string };
  /** Those that it affects. */
  readonly incident?: string;
  readonly sort: ReplicaSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

/** What each order compares; what is not known comes before all, so ascending it is the first to be looked at. */
const SORT_KEYS: Record<ReplicaSort, readonly { sql: string; type: 'bigint' | 'text' }[]> = {
  status: [
    { sql: 'status', type: 'bigint' },
    { sql: 'mailbox', type: 'text' },
  ],
  mailbox: [{ sql: 'mailbox', type: 'text' }],
  server: [
    { sql: `coalesce(server, '')`, type: 'text' },
    { sql: 'mailbox', type: 'text' },
  ],
  lastSynchronizedAt: [{ sql: 'coalesce(last_synchronized_at, -1)', type: 'bigint' }],
  lastReportedAt: [{ sql: 'coalesce(last_reported_at, -1)', type: 'bigint' }],
  itemsBehind: [{ sql: 'coalesce(items_behind, -1)', type: 'bigint' }],
  since: [{ sql: 'since', type: 'bigint' }],
};

const COLUMNS = `replica, mailbox, device, labels, client_name, client_version, server, status, since, silence, folders, folders_out,
  items_behind, items_only_offline, last_synchronized_at, last_reported_at`;

/** One page and the number of all that match, by keyset: the ten-thousandth page costs what the first does. */
export async function listReplicas(client: ClientBase, query: ListQuery): Promise<ReplicaList> {
  const keys = SORT_KEYS[query.sort];
  const values: unknown[] = [];
  const value = (of: unknown) => `$${values.push(of)}`;
  const where = filters(query, value);

  const counted = await client.query(
    `SELECT count(*) AS total FROM ${READ_SCHEMA}.replica_list WHERE ${where}`,
    values,
  );

  const page = [where];
  if (query.cursor !== undefined) {
    const after = decodeListCursor(
      query.cursor,
      orderName(query),
      keys.map(({ type }) => type),
    );
    const bound = [...keys.map(({ type }, index) => `${value(after[index])}::${type}`), `${value(after.at(-1))}::uuid`];
    page.push(
      `(${[...keys.map(({ sql }) => sql), 'replica'].join(', ')}) ${query.descending ? '<' : '>'} (${bound.join(', ')})`,
    );
  }
  const direction = query.descending ? 'DESC' : 'ASC';
  const order = [...keys.map(({ sql }) => sql), 'replica'].map((sql) => `${sql} ${direction}`).join(', ');
  const { rows } = await client.query(
    `SELECT ${COLUMNS}${keys.map(({ sql }, index) => `, ${sql} AS key${index}`).join('')} FROM ${READ_SCHEMA}.replica_list
     WHERE ${page.join(' AND ')} ORDER BY ${order} LIMIT ${value(query.limit + 1)}`,
    values,
  );

  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toReplicaRow),
    total: Number(counted.rows[0].total),
    nextCursor:
      rows.length > query.limit && last
        ? encodeListCursor(orderName(query), [...keys.map((_, index) => last[`key${index}`]), last.replica])
        : null,
  };
}

export async function replicaRows(
  client: Pick<ClientBase, 'query'>,
  replicas: readonly string[],
): Promise<ReplicaRow[]> {
  const { rows } = await client.query({
    name: 'replica-rows',
    text: `SELECT ${COLUMNS} FROM ${READ_SCHEMA}.replica_list WHERE partition = 0 AND replica = ANY ($1::uuid[])`,
    values: [replicas],
  });
  return rows.map(toReplicaRow);
}

/** Other replicas of one mailbox, by device. */
export async function siblingRows(client: ClientBase, mailbox: string, replica: string): Promise<ReplicaRow[]> {
  const { rows } = await client.query(
    `SELECT ${COLUMNS} FROM ${READ_SCHEMA}.replica_list WHERE partition = 0 AND mailbox = $1 AND replica <> $2 ORDER BY device, replica`,
    [mailbox, replica],
  );
  return rows.map(toReplicaRow);
}

/** What the query asks for, as SQL; `value` takes a value and says how to name it, `of` is the list's name in the statement. */
export function filters(
  query: Partial<ListQuery>,
  value: (of: unknown) => string,
  of = 'replica_list',
  asOf: AsOf = {},
): string {
  const where = [`${of}.partition = 0`];
  if (query.status) where.push(`${of}.status = ANY (${value(query.status.map(rankOf))}::smallint[])`);
  if (query.server !== undefined) where.push(`coalesce(${of}.server, '') = ${value(query.server)}`);
  if (query.label) where.push(`${of}.labels ->> ${value(query.label.name)} = ${value(query.label.value)}`);
  if (query.incident !== undefined) where.push(`${of}.replica IN (${affectedBy(query.incident, value, asOf)})`);
  for (const word of searchWords(query.q)) {
    where.push(
      `${of}.replica IN (SELECT w.replica FROM ${READ_SCHEMA}.replica_search w WHERE w.partition = 0 AND w.words LIKE ${value(containing(word))})`,
    );
  }
  return where.join(' AND ');
}

function orderName(query: ListQuery): string {
  return `${query.descending ? '-' : ''}${query.sort}`;
}

/** Every word must be found, wherever: "anna drafts" finds Anna's Drafts. */
function searchWords(q: string | undefined): string[] {
  return (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

interface ListRecord {
  replica: string;
  mailbox: string;
  device: string;
  labels: Record<string, string>;
  client_name: string | null;
  client_version: string | null;
  server: string | null;
  status: number;
  since: string;
  silence: Silence | null;
  folders: number;
  folders_out: number;
  items_behind: string | null;
  items_only_offline: string;
  last_synchronized_at: string | null;
  last_reported_at: string | null;
}

function toReplicaRow(row: ListRecord): ReplicaRow {
  return {
    id: row.replica,
    mailbox: row.mailbox,
    device: row.device,
    labels: row.labels,
    client: { name: row.client_name, version: row.client_version },
    server: row.server,
    status: statusOf(row.status),
    since: iso(row.since),
    silence: row.silence,
    folders: row.folders,
    foldersOut: row.folders_out,
    itemsBehind: row.items_behind === null ? null : Number(row.items_behind),
    itemsOnlyOffline: Number(row.items_only_offline),
    lastSynchronizedAt: isoOrNull(row.last_synchronized_at),
    lastReportedAt: isoOrNull(row.last_reported_at),
  };
}
