import {
  REPLICA_FILTERS,
  REPLICA_SORTS,
  STATUSES,
  type ReplicaQuery,
  type ReplicaSort,
  type Silence,
  type Status,
} from '@lockstep/contracts';
import { columnsOf } from './columns.ts';

/** The list as its URL says it. All that is not the default stands there, and only that. */
export interface ListSearch {
  /** Comma-separated statuses, as in `mismatched,stale`. */
  readonly status?: string | undefined;
  readonly silence?: Silence | undefined;
  readonly q?: string | undefined;
  readonly server?: string | undefined;
  readonly client?: string | undefined;
  readonly version?: string | undefined;
  /** `name:value`; several: all of them. */
  readonly label?: string | readonly string[] | undefined;
  /** An incident's id: those affected by it now; `not-` before it: all others. Or `any`, or `none`. */
  readonly incident?: string | undefined;
  /** Comma-separated rules, as in `mismatch,trouble:auth-failed`. */
  readonly rule?: string | undefined;
  readonly policy?: string | undefined;
  readonly accepted?: 'yes' | 'no' | undefined;
  readonly difference?: number | undefined;
  /** Seconds. */
  readonly synchronizedAgo?: number | undefined;
  readonly reportedAgo?: number | undefined;
  readonly sort?: string | undefined;
  /** Comma-separated statuses whose group is closed: its line stands in the list, its rows are not asked for. */
  readonly closed?: string | undefined;
  /** Comma-separated, where they are not the usual ones. */
  readonly columns?: string | undefined;
  /** The name of the saved view that this is, or began as. */
  readonly view?: string | undefined;
}

export type Sort = NonNullable<ReplicaQuery['sort']>;
export const DEFAULT_SORT: Sort = 'status';

const SILENCES: readonly string[] = ['late', 'missing', 'never-reported'] satisfies Silence[];

/** Keeps what makes sense of a URL that may have been typed by hand. */
export function parseListSearch(raw: Readonly<Record<string, unknown>>): ListSearch {
  const statuses = statusesOf(text(raw.status));
  const sort = text(raw.sort);
  const silence = text(raw.silence);
  const accepted = text(raw.accepted);
  const columns = columnsOf(text(raw.columns));
  const labels = [raw.label].flat().flatMap((one) => (text(one)?.includes(':') ? [text(one)!] : []));
  return compact({
    status: statuses.length > 0 && statuses.length < STATUSES.length ? statuses.join(',') : undefined,
    silence: silence !== undefined && SILENCES.includes(silence) ? (silence as Silence) : undefined,
    q: text(raw.q),
    server: text(raw.server),
    client: text(raw.client),
    version: text(raw.version),
    label: labels.length > 1 ? labels : labels[0],
    incident: text(raw.incident),
    rule: text(raw.rule),
    policy: text(raw.policy),
    accepted: accepted === 'yes' || accepted === 'no' ? accepted : undefined,
    difference: whole(raw.difference),
    synchronizedAgo: whole(raw.synchronizedAgo),
    reportedAgo: whole(raw.reportedAgo),
    sort: isSort(sort) && sort !== DEFAULT_SORT ? sort : undefined,
    closed: statusesOf(text(raw.closed)).join(',') || undefined,
    columns: columns?.join(','),
    view: text(raw.view),
  });
}

export function statusesOf(joined: string | undefined): Status[] {
  const named = new Set(joined?.split(','));
  return STATUSES.filter((status) => named.has(status));
}

export function toQuery(search: ListSearch): ReplicaQuery {
  const { columns: _columns, view: _view, closed: _closed, ...asked } = search;
  const statuses = statusesOf(search.status);
  const labels = labelsOf(search);
  return compact({
    ...asked,
    status: statuses.length > 0 ? statuses : undefined,
    label: labels.length > 0 ? labels : undefined,
    rule: search.rule?.split(','),
    accepted: search.accepted && search.accepted === 'yes',
    sort: isSort(search.sort) ? search.sort : DEFAULT_SORT,
  } as ReplicaQuery);
}

/** Only in the order of the status are there groups; which of those that are asked for are closed. */
export function closedOf(search: ListSearch): Status[] {
  if (sortColumn(isSort(search.sort) ? search.sort : DEFAULT_SORT) !== 'status') return [];
  const asked = search.status === undefined ? STATUSES : statusesOf(search.status);
  return statusesOf(search.closed).filter((status) => asked.includes(status));
}

/** The same list with a group closed, or opened again. */
export function toggledGroup(search: ListSearch, status: Status): ListSearch {
  const closed = statusesOf(search.closed);
  const next = closed.includes(status) ? closed.filter((one) => one !== status) : [...closed, status];
  return compact({ ...search, closed: statusesOf(next.join(',')).join(',') || undefined });
}

/** What is to be read: without the rows of groups that are closed. Null: nothing, for all are. */
export function toRead(search: ListSearch): ReplicaQuery | null {
  const closed = closedOf(search);
  if (closed.length === 0) return toQuery(search);
  const open = (search.status === undefined ? STATUSES : statusesOf(search.status)).filter(
    (status) => !closed.includes(status),
  );
  return open.length === 0 ? null : { ...toQuery(search), status: open };
}

/** As the server takes it: what is several, is repeated. */
export function toParameters(query: ReplicaQuery): Record<string, string | number | readonly string[] | undefined> {
  const { status, rule, accepted, ...rest } = query;
  return {
    ...rest,
    status: status?.join(','),
    rule: rule?.join(','),
    accepted: accepted === undefined ? undefined : String(accepted),
  };
}

export const labelsOf = ({ label }: ListSearch): readonly string[] => (label === undefined ? [] : [label].flat());

/** What narrows the list beside the status; each can be taken away by itself. */
export const NARROWING = REPLICA_FILTERS.filter((name) => name !== 'status');

/** The list with nothing but the status, the order and the columns left. */
export const withoutFilters = (search: ListSearch): ListSearch =>
  compact({ ...search, ...Object.fromEntries(NARROWING.map((name) => [name, undefined])) });

export const isNarrowed = (search: ListSearch): boolean => NARROWING.some((name) => search[name] !== undefined);
export const isFiltered = (search: ListSearch): boolean => search.status !== undefined || isNarrowed(search);

/** What pressing a column's head makes of the order: its natural direction first, then the other. */
export function nextSort(current: Sort, column: ReplicaSort): Sort {
  const mostFirst = column === 'itemsBehind' || column === 'foldersOut';
  const natural: Sort = mostFirst ? `-${column}` : column;
  const other: Sort = mostFirst ? column : `-${column}`;
  return current === natural ? other : natural;
}

export function sortColumn(sort: Sort): ReplicaSort {
  return (sort.startsWith('-') ? sort.slice(1) : sort) as ReplicaSort;
}

function isSort(value: string | undefined): value is Sort {
  return value !== undefined && REPLICA_SORTS.includes(value.replace(/^-/, '') as ReplicaSort);
}

/** A URL typed by hand may say a number where a word is meant. */
function text(value: unknown): string | undefined {
  const said = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof said === 'string' && said.trim() !== '' ? said : undefined;
}

function whole(value: unknown): number | undefined {
  const number = Number(text(value) ?? NaN);
  return Number.isSafeInteger(number) && number > 0 && number <= 1e12 ? number : undefined;
}

export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, said]) => said !== undefined)) as T;
}
