import {
  REPLICA_SORTS,
  STATUSES,
  type ReplicaQuery,
  type ReplicaRow,
  type ReplicaSort,
  type Status,
} from '@lockstep/contracts';

/** The list as its URL says it. All that is not the default stands there, and only that. */
export interface ListSearch {
  /** Comma-separated statuses, as in `mismatched,stale`. */
  readonly status?: string;
  readonly q?: string;
  readonly server?: string;
  readonly label?: string;
  /** An incident's id: those affected by it now. */
  readonly incident?: string;
  readonly sort?: string;
}

export type Sort = NonNullable<ReplicaQuery['sort']>;
export const DEFAULT_SORT: Sort = 'status';

/** Keeps what makes sense of a URL that may have been typed by hand. */
export function parseListSearch(raw: Readonly<Record<string, unknown>>): ListSearch {
  const statuses = statusesOf(text(raw.status));
  const sort = text(raw.sort);
  return compact({
    status: statuses.length > 0 && statuses.length < STATUSES.length ? statuses.join(',') : undefined,
    q: text(raw.q),
    server: text(raw.server),
    label: text(raw.label)?.includes(':') ? text(raw.label) : undefined,
    incident: text(raw.incident),
    sort: isSort(sort) && sort !== DEFAULT_SORT ? sort : undefined,
  });
}

export function statusesOf(joined: string | undefined): Status[] {
  const named = new Set(joined?.split(','));
  return STATUSES.filter((status) => named.has(status));
}

export function toQuery(search: ListSearch): ReplicaQuery {
  const statuses = statusesOf(search.status);
  return compact({
    status: statuses.length > 0 ? statuses : undefined,
    q: search.q,
    server: search.server,
    label: search.label,
    incident: search.incident,
    sort: isSort(search.sort) ? search.sort : DEFAULT_SORT,
  });
}

export const isFiltered = (search: ListSearch): boolean =>
  Boolean(search.status || search.q || search.server || search.label || search.incident);

/** Filters beside the status: with them, the counts of the tabs are no longer those of the fleet. */
export const isNarrowed = (search: ListSearch): boolean =>
  Boolean(search.q || search.server || search.label || search.incident);

/** What pressing a column's head makes of the order: its natural direction first, then the other. */
export function nextSort(current: Sort, column: ReplicaSort): Sort {
  const natural: Sort = column === 'itemsBehind' ? `-${column}` : column;
  const other: Sort = column === 'itemsBehind' ? column : `-${column}`;
  return current === natural ? other : natural;
}

export function sortColumn(sort: Sort): ReplicaSort {
  return (sort.startsWith('-') ? sort.slice(1) : sort) as ReplicaSort;
}

/** Whether a changed row would stand elsewhere in the list, or leave it. Such a row waits; the others change in place. */
export function moves(before: ReplicaRow, after: ReplicaRow, query: ReplicaQuery): boolean {
  if (!admits(query, after)) return true;
  const column = sortColumn(query.sort ?? DEFAULT_SORT);
  // The times of a live fleet change with every report: rows sorted by them would all wait, all the time.
  if (column === 'lastReportedAt' || column === 'lastSynchronizedAt') return before.status !== after.status;
  return before[column] !== after[column];
}

/** As far as can be told here; folders' names are known to the server alone. */
export function admits(query: ReplicaQuery, row: ReplicaRow): boolean {
  if (query.status && !query.status.includes(row.status)) return false;
  if (query.server && query.server !== row.server) return false;
  if (query.label) {
    const [name, ...value] = query.label.split(':');
    if (row.labels[name!] !== value.join(':')) return false;
  }
  if (!query.q) return true;
  const sought = query.q.toLowerCase();
  return [row.mailbox, row.device, row.server ?? ''].some((said) => said.toLowerCase().includes(sought));
}

function isSort(value: string | undefined): value is Sort {
  return value !== undefined && REPLICA_SORTS.includes(value.replace(/^-/, '') as ReplicaSort);
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, said]) => said !== undefined)) as T;
}
