import type { ReplicaSort } from '@lockstep/contracts';
import type { ListFilter, Value } from './list-filter.ts';
import { decodeListCursor, encodeListCursor } from './list-cursor.ts';

export interface ListQuery extends ListFilter {
  readonly sort: ReplicaSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

interface Key {
  readonly sql: string;
  readonly type: 'bigint' | 'text';
}

/**
 * What each order compares, `l` being the list and `s` the rows that have the status; what is not known comes before all, so ascending it is the
 * first to be looked at.
 */
const KEYS: Record<ReplicaSort, readonly Key[]> = {
  status: [
    { sql: 's.status', type: 'bigint' },
    { sql: 'l.mailbox', type: 'text' },
  ],
  since: [{ sql: 's.since', type: 'bigint' }],
  mailbox: [{ sql: 'l.mailbox', type: 'text' }],
  device: [{ sql: 'l.device', type: 'text' }],
  client: [
    { sql: `coalesce(l.client_name, '')`, type: 'text' },
    { sql: `coalesce(l.client_version, '')`, type: 'text' },
    { sql: 'l.mailbox', type: 'text' },
  ],
  server: [
    { sql: `coalesce(l.server, '')`, type: 'text' },
    { sql: 'l.mailbox', type: 'text' },
  ],
  foldersOut: [{ sql: 'l.folders_out', type: 'bigint' }],
  itemsBehind: [{ sql: 'coalesce(l.items_behind, -1)', type: 'bigint' }],
  lastSynchronizedAt: [{ sql: 'coalesce(l.last_synchronized_at, -1)', type: 'bigint' }],
  lastReportedAt: [{ sql: 'coalesce(l.last_reported_at, -1)', type: 'bigint' }],
};

/** A page by keyset: the ten-thousandth costs what the first does. */
export interface ListPage {
  /** Beside the columns of a row, for the cursor. */
  readonly columns: string;
  /** The same, and their order, of rows named `page`. */
  readonly keys: string;
  readonly orderByKeys: string;
  /** After `WHERE`; null on the first page. */
  readonly after: string | null;
  readonly orderBy: string;
  /** Of rows read with one more than the limit: those to show, and the cursor of the next page; null: this is the last. */
  cut<T extends { readonly replica: string }>(rows: readonly T[]): { shown: readonly T[]; nextCursor: string | null };
}

/** `statusOf`: the name of the rows that have the status. `moment`: of which the order is; its cursor is none of another one's. */
export function listPage(query: ListQuery, value: Value, statusOf = 'l', moment = ''): ListPage {
  const { sort, descending, limit, cursor } = query;
  const keys = KEYS[sort].map(({ sql, type }) => ({ type, sql: sql.replace(/^s\./, `${statusOf}.`) }));
  const order = `${descending ? '-' : ''}${sort}${moment}`;
  const direction = descending ? 'DESC' : 'ASC';
  const compared = [...keys.map(({ sql }) => sql), 'l.replica'];
  const types = keys.map(({ type }) => type);

  let after: string | null = null;
  if (cursor !== undefined) {
    const last = decodeListCursor(cursor, order, types);
    const bounds = [...types, 'uuid'].map((type, index) => `${value(last[index])}::${type}`);
    after = `(${compared.join(', ')}) ${descending ? '<' : '>'} (${bounds.join(', ')})`;
  }
  return {
    columns: keys.map(({ sql }, index) => `${sql} AS key${index}`).join(', '),
    keys: keys.map((_, index) => `page.key${index}`).join(', '),
    orderByKeys: [...keys.map((_, index) => `page.key${index}`), 'page.replica']
      .map((key) => `${key} ${direction}`)
      .join(', '),
    after,
    orderBy: compared.map((sql) => `${sql} ${direction}`).join(', '),
    cut(rows) {
      const shown = rows.slice(0, limit);
      const last = shown.at(-1) as (Record<string, unknown> & { readonly replica: string }) | undefined;
      const nextCursor =
        rows.length > limit && last
          ? encodeListCursor(order, [...keys.map((_, index) => last[`key${index}`]), last.replica])
          : null;
      return { shown, nextCursor };
    },
  };
}
