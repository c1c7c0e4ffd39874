import type { ReplicaList, ReplicaRow, Silence, StatusCounts } from '@lockstep/contracts';
import { STATUSES } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { incidentMarks } from './incident-members.ts';
import { iso, isoOrNull } from './instants.ts';
import { filters, SEARCH, sought, wordsOf, type ListFilter } from './list-filter.ts';
import { listPage, type ListQuery } from './list-page.ts';
import { noReplicas } from './status-history.ts';
import { countOfValue, onlyValue } from './value-counts.ts';

type Reader = Pick<ClientBase, 'query'>;

const LIST = `${READ_SCHEMA}.replica_list l`;
export const COLUMNS = `l.replica, l.mailbox, l.device, l.labels, l.client_name, l.client_version, l.server, l.status, l.since, l.silence,
  l.folders, l.folders_out, l.items_behind, l.items_only_offline, l.last_synchronized_at, l.last_reported_at, l.policy, l.policy_version,
  l.rules, l.accepted_folders`;

/** One page, and how many match in each status. */
export async function listReplicas(client: Reader, query: ListQuery, now = Date.now()): Promise<ReplicaList> {
  const { statuses, found } = await countByStatus(client, query, now);
  const total = totalOf(statuses, query);
  if (total === 0) return { items: [], total, nextCursor: null, statuses };
  const values: unknown[] = [];
  const value = (of: unknown) => `$${values.push(of)}`;
  const page = listPage(query, value);
  const where = [filters(query, value, { of: 'l', now, few: found <= FEW }), page.after].filter(Boolean).join(' AND ');
  // Keys first: to sort whole rows, of which a page is shown, takes twice as long.
  const { rows } = await client.query<ListRecord>(
    `SELECT ${COLUMNS}, ${page.keys} FROM (
       SELECT l.replica, ${page.columns} FROM ${LIST} WHERE ${where} ORDER BY ${page.orderBy} LIMIT ${value(query.limit + 1)}) page
     JOIN ${LIST} ON l.partition = 0 AND l.replica = page.replica ORDER BY ${page.orderByKeys}`,
    values,
  );
  const { shown, nextCursor } = page.cut(rows);
  return { items: await toReplicaRows(client, shown), total, nextCursor, statuses };
}

/** So many are found first and then looked at. */
const FEW = 2_000;

/** How many each status has under all filters but that of the status; and, where words alone narrow the list, by how many they are `found`. */
async function countByStatus(
  client: Reader,
  query: ListFilter,
  now: number,
): Promise<{ readonly statuses: StatusCounts; readonly found: number }> {
  const { status: _, ...rest } = query;
  const narrowing = Object.entries(rest).filter(([name, said]) => said !== undefined && !OF_THE_PAGE.has(name));
  const words = wordsOf(query.q);
  const values: unknown[] = [];
  const value = (of: unknown) => `$${values.push(of)}`;
  const onlyWords = words.length > 0 && narrowing.length === 1;
  const only = onlyValue(Object.fromEntries(narrowing));
  if (only !== null) {
    const rows = await countOfValue(client, only);
    return { statuses: toStatusCounts(rows), found: sumOf(rows) };
  }
  const counted =
    narrowing.length === 0
      ? `SELECT status, sum(replicas)::int AS replicas FROM ${READ_SCHEMA}.fleet_count WHERE partition = 0 GROUP BY 1`
      : onlyWords
        ? `SELECT w.status, count(*)::int AS replicas FROM ${SEARCH} WHERE ${sought(words, value)} GROUP BY 1`
        : `SELECT l.status, count(*)::int AS replicas FROM ${LIST} WHERE ${filters(rest, value, { of: 'l', now })} GROUP BY 1`;
  const { rows } = await client.query<{ status: number; replicas: number }>(counted, values);
  return {
    statuses: toStatusCounts(rows),
    found: onlyWords ? sumOf(rows) : Infinity,
  };
}

const sumOf = (rows: readonly { readonly replicas: number }[]) => rows.reduce((sum, { replicas }) => sum + replicas, 0);

const OF_THE_PAGE: ReadonlySet<string> = new Set<keyof ListQuery>(['sort', 'descending', 'limit', 'cursor']);

export function toStatusCounts(rows: readonly { readonly status: number; readonly replicas: number }[]): StatusCounts {
  const counts = noReplicas();
  for (const { status, replicas } of rows) counts[statusOf(status)] = replicas;
  return counts;
}

export function totalOf(statuses: StatusCounts, { status }: ListFilter): number {
  return [...new Set(status ?? STATUSES)].reduce((sum, one) => sum + statuses[one], 0);
}

export async function replicaRows(client: Reader, replicas: readonly string[]): Promise<ReplicaRow[]> {
  const { rows } = await client.query<ListRecord>({
    name: 'replica-rows',
    text: `SELECT ${COLUMNS} FROM ${LIST} WHERE partition = 0 AND replica = ANY ($1::uuid[])`,
    values: [replicas],
  });
  return toReplicaRows(client, rows);
}

/** Other replicas of one mailbox, by device. */
export async function siblingRows(client: Reader, mailbox: string, replica: string): Promise<ReplicaRow[]> {
  const { rows } = await client.query<ListRecord>(
    `SELECT ${COLUMNS} FROM ${LIST} WHERE partition = 0 AND mailbox = $1 AND replica <> $2 ORDER BY device, replica`,
    [mailbox, replica],
  );
  return toReplicaRows(client, rows);
}

export interface ListRecord {
  readonly replica: string;
  readonly mailbox: string;
  readonly device: string;
  readonly labels: Record<string, string>;
  readonly client_name: string | null;
  readonly client_version: string | null;
  readonly server: string | null;
  readonly status: number;
  readonly since: string;
  readonly silence: Silence | null;
  readonly folders: number;
  readonly folders_out: number;
  readonly items_behind: string | null;
  readonly items_only_offline: string;
  readonly last_synchronized_at: string | null;
  readonly last_reported_at: string | null;
  readonly policy: string;
  readonly policy_version: number;
  readonly rules: readonly string[];
  readonly accepted_folders: number;
}

/** With the incidents that explain them. */
export async function toReplicaRows(client: Reader, rows: readonly ListRecord[]): Promise<ReplicaRow[]> {
  const marks = await incidentMarks(
    client,
    rows.map(({ replica }) => replica),
  );
  return rows.map((row) => ({
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
    policy: { id: row.policy, version: row.policy_version },
    rules: row.rules,
    acceptedFolders: row.accepted_folders,
    incident: marks.get(row.replica) ?? null,
  }));
}
