import type { ReplicaSort } from '@lockstep/contracts';

export interface Column {
  readonly id: string;
  readonly word: string;
  readonly sort?: ReplicaSort;
  readonly numeric?: boolean;
  /** On a page of middle width it folds under the user. */
  readonly wideOnly?: boolean;
  /** Not shown until it is chosen. */
  readonly extra?: boolean;
  /** Always shown. */
  readonly fixed?: boolean;
}

export const COLUMNS = [
  { id: 'status', word: 'Status', sort: 'status', fixed: true },
  { id: 'since', word: 'Since', sort: 'since' },
  { id: 'user', word: 'User', sort: 'mailbox', fixed: true },
  { id: 'device', word: 'Device', sort: 'device', wideOnly: true },
  { id: 'client', word: 'Client', sort: 'client', wideOnly: true },
  { id: 'server', word: 'Server', sort: 'server' },
  { id: 'site', word: 'Site', extra: true },
  { id: 'labels', word: 'Labels', extra: true },
  { id: 'policy', word: 'Policy', extra: true },
  { id: 'rules', word: 'Conditions', extra: true },
  { id: 'foldersOut', word: 'Folders out', sort: 'foldersOut', numeric: true },
  { id: 'itemsBehind', word: 'Items behind', sort: 'itemsBehind', numeric: true },
  { id: 'lastSynchronizedAt', word: 'Last synchronized', sort: 'lastSynchronizedAt', numeric: true },
  { id: 'lastReportedAt', word: 'Last reported', sort: 'lastReportedAt', numeric: true },
] as const satisfies readonly Column[];

export type ColumnId = (typeof COLUMNS)[number]['id'];

const all: readonly Column[] = COLUMNS;
export const USUAL_COLUMNS: readonly string[] = all.filter(({ extra }) => !extra).map(({ id }) => id);

/** The columns that a comma-separated list names, in the order of the table; undefined where they are the usual ones, or none is named. */
export function columnsOf(joined: string | undefined): readonly string[] | undefined {
  if (joined === undefined) return undefined;
  const named = new Set(joined.split(','));
  const some = all.some(({ id, fixed }) => !fixed && named.has(id));
  const columns = all.filter(({ id, fixed }) => fixed || named.has(id)).map(({ id }) => id);
  return !some || columns.join() === USUAL_COLUMNS.join() ? undefined : columns;
}

/** Those to draw, in their order. */
export const shownColumns = (ids: readonly string[]): readonly Column[] => all.filter(({ id }) => ids.includes(id));
