import type { ReplicaQuery, ReplicaRow, ReplicaSort, StatusCounts } from '@lockstep/contracts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useKeys } from '../app/keyboard.ts';
import { useWidth, type Width } from '../app/useWidth.ts';
import { ItemsBehind } from '../design/ItemsBehind.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { behindPercent, grouped, type ListRow } from './grouped.ts';
import { personOf } from './person.ts';
import { nextSort, sortColumn, type Sort } from './list-search.ts';
import style from './ReplicaTable.module.css';

interface Column {
  readonly word: string;
  readonly sort?: ReplicaSort;
  readonly numeric?: boolean;
  /** In the middle width, device and client fold under the user. */
  readonly wideOnly?: boolean;
}

const COLUMNS: readonly Column[] = [
  { word: 'Status', sort: 'status' },
  { word: 'Since', sort: 'since' },
  { word: 'User', sort: 'mailbox' },
  { word: 'Device', wideOnly: true },
  { word: 'Client', wideOnly: true },
  { word: 'Server', sort: 'server' },
  { word: 'Folders out', numeric: true },
  { word: 'Items behind', sort: 'itemsBehind', numeric: true },
  { word: 'Last synchronized', sort: 'lastSynchronizedAt', numeric: true },
  { word: 'Last reported', sort: 'lastReportedAt', numeric: true },
];

const ROW_HEIGHT: Record<Width, number> = { wide: 34, middle: 48, narrow: 58 };

export function ReplicaTable({
  rows,
  query,
  counts,
  stale,
  onSort,
  onEnd,
}: {
  rows: readonly ReplicaRow[];
  query: ReplicaQuery;
  counts: StatusCounts | null;
  /** These rows answer the question before; the next answer is on its way. */
  stale: boolean;
  onSort: (sort: Sort) => void;
  onEnd: () => void;
}) {
  const width = useWidth();
  const sort = query.sort ?? 'status';
  const lines = useMemo(() => grouped(rows, sortColumn(sort) === 'status'), [rows, sort]);
  const most = useMemo(() => rows.reduce((top, row) => Math.max(top, row.itemsBehind ?? 0), 0), [rows]);
  const { body, items, before, after, scrollTo } = useVirtualRows(lines.length, ROW_HEIGHT[width]);
  const current = useCurrentRow(lines, scrollTo);

  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - 15) onEnd();
  });

  const shown = items.map((item) => lines[item.index]!);
  if (width === 'narrow') {
    return (
      <ul ref={body as React.RefObject<HTMLUListElement>} className={stale ? style.waiting : undefined}>
        <li style={{ height: before }} aria-hidden="true" />
        {shown.map((line) =>
          line.kind === 'group' ? (
            <li key={line.key} className={style.groupLine}>
              <Group line={line} counts={counts} />
            </li>
          ) : (
            <TwoLines key={line.key} row={line.row} current={line.index === current} />
          ),
        )}
        <li style={{ height: after }} aria-hidden="true" />
      </ul>
    );
  }

  const columns = COLUMNS.filter((column) => width === 'wide' || !column.wideOnly);
  return (
    <div className={style.scroll}>
      <table className={`${style.table} ${stale ? style.waiting : ''}`} data-width={width}>
        <caption className="visually-hidden">Mailboxes, {count(rows.length)} rows read</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.word} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body as React.RefObject<HTMLTableSectionElement>}>
          {before > 0 && <Room height={before} columns={columns.length} />}
          {shown.map((line) =>
            line.kind === 'group' ? (
              <tr key={line.key} className={style.group}>
                <td colSpan={columns.length}>
                  <Group line={line} counts={counts} />
                </td>
              </tr>
            ) : (
              <Row key={line.key} row={line.row} width={width} most={most} current={line.index === current} />
            ),
          )}
          {after > 0 && <Room height={after} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Room({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function Group({ line, counts }: { line: Extract<ListRow, { kind: 'group' }>; counts: StatusCounts | null }) {
  return (
    <span className="row">
      <StatusWord status={line.status} />
      {counts && <b className="b tn">{count(counts[line.status])}</b>}
    </span>
  );
}

function Head({ column, sort, onSort }: { column: Column; sort: Sort; onSort: (sort: Sort) => void }) {
  const by = column.sort;
  if (by === undefined) {
    return (
      <th scope="col" className={column.numeric ? 'num' : undefined}>
        {column.word}
      </th>
    );
  }
  const on = sortColumn(sort) === by;
  const descending = sort.startsWith('-');
  return (
    <th
      scope="col"
      className={column.numeric ? 'num' : undefined}
      aria-sort={on ? (descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => onSort(nextSort(sort, by))}>
        {column.word}
        {on && <span aria-hidden="true"> {descending ? '↑' : '↓'}</span>}
      </button>
    </th>
  );
}

function Row({ row, width, most, current }: { row: ReplicaRow; width: Width; most: number; current: boolean }) {
  const lastKnown = row.status === 'silent';
  const link = { to: '/mailboxes/$id', params: { id: row.id } } as const;
  return (
    <tr className={current ? style.current : undefined} data-current={current || undefined}>
      <td>
        <StatusWord status={row.status} />
      </td>
      <td className="i2">
        <Ago at={row.since} />
      </td>
      <td className={style.user}>
        <div className={style.person}>
          <Link {...link} className={`m clip ${style.open}`} title={row.mailbox}>
            {personOf(row)}
          </Link>
          {row.labels.name && width === 'wide' && <span className="i3 small clip">{row.mailbox}</span>}
        </div>
        {width === 'middle' && (
          <span className="i3 small clip">{[row.device, clientOf(row)].filter(Boolean).join(' · ')}</span>
        )}
      </td>
      {width === 'wide' && (
        <>
          <td className={`i2 clip ${style.device}`} title={row.device}>
            {row.device}
          </td>
          <td className={`i2 clip ${style.client}`} title={clientOf(row)}>
            {clientOf(row) || <span className="i3">—</span>}
          </td>
        </>
      )}
      <td className={`i2 clip ${style.server}`} title={row.server ?? undefined}>
        {row.server ?? <span className="i3">—</span>}
      </td>
      <td className={lastKnown ? 'num i3' : 'num'}>
        <span className={lastKnown || row.foldersOut === 0 ? 'i3' : 'm'}>{count(row.foldersOut)}</span>
        <span className="i3"> of {count(row.folders)}</span>
      </td>
      <td className="num">
        <ItemsBehind behind={row.itemsBehind} onlyOffline={row.itemsOnlyOffline} muted={lastKnown} />
        {width === 'wide' && (
          <span className={style.mini} aria-hidden="true">
            {!lastKnown && row.itemsBehind !== null && row.itemsBehind > 0 && (
              <i
                style={{
                  width: `${behindPercent(row.itemsBehind, most)}%`,
                  background: row.status === 'catching-up' ? 'var(--st-catching-up)' : 'var(--control)',
                }}
              />
            )}
          </span>
        )}
      </td>
      <td className="num">
        <Ago at={row.lastSynchronizedAt} />
      </td>
      <td className={lastKnown ? 'num' : 'num i3'}>
        <Ago at={row.lastReportedAt} never="never" />
      </td>
    </tr>
  );
}

function TwoLines({ row, current }: { row: ReplicaRow; current: boolean }) {
  return (
    <li>
      <Link
        to="/mailboxes/$id"
        params={{ id: row.id }}
        className={current ? `${style.two} ${style.on}` : style.two}
        data-current={current || undefined}
      >
        <span className="m clip">{personOf(row)}</span>
        <StatusWord status={row.status} />
        <span className="i3 small clip">{[row.device, row.server].filter(Boolean).join(' · ')}</span>
        <span className="small num i2">
          {row.itemsBehind === null || row.itemsBehind > 0 || row.itemsOnlyOffline > 0 ? (
            <>
              <ItemsBehind
                behind={row.itemsBehind}
                onlyOffline={row.itemsOnlyOffline}
                muted={row.status === 'silent'}
              />
              {(row.itemsBehind ?? 0) > 0 && ' behind'}
            </>
          ) : (
            <Ago at={row.since} />
          )}
        </span>
      </Link>
    </li>
  );
}

function clientOf(row: ReplicaRow): string {
  return [row.client.name, row.client.version].filter(Boolean).join(' ');
}

/** `j` and `k` walk the rows, Enter opens the one they stand on. */
function useCurrentRow(lines: readonly ListRow[], scrollTo: (line: number) => void): number | null {
  const [id, setId] = useState<string | null>(null);
  const navigate = useNavigate();
  const at = lines.findIndex((line) => line.kind === 'replica' && line.row.id === id);
  const step = (by: 1 | -1) => {
    let next = at === -1 ? (by > 0 ? 0 : -1) : at + by;
    if (lines[next]?.kind === 'group') next += by;
    const line = lines[next];
    if (line?.kind !== 'replica') return;
    setId(line.row.id);
    scrollTo(next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
  });
  useKeys({ Enter: () => void (id && navigate({ to: '/mailboxes/$id', params: { id } })) }, at !== -1);
  const line = lines[at];
  return line?.kind === 'replica' ? line.index : null;
}
