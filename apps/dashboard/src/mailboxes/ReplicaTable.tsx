import type { ReplicaQuery, ReplicaRow, StatusCounts } from '@lockstep/contracts';
import { useEffect, useMemo } from 'react';
import { useWidth, type Width } from '../app/useWidth.ts';
import { StatusWord } from '../design/StatusWord.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { count } from '../figures/numbers.ts';
import { shownColumns, type Column } from './columns.ts';
import { grouped, type ListRow } from './grouped.ts';
import { nextSort, sortColumn, type Sort } from './list-search.ts';
import { ReplicaLine, ReplicaTwoLines } from './ReplicaLine.tsx';
import { useCurrentRow } from './useCurrentRow.ts';
import type { Density } from './useDensity.ts';
import style from './ReplicaTable.module.css';

const ROW_HEIGHT: Record<Density, Record<Width, number>> = {
  roomy: { wide: 34, middle: 48, narrow: 58 },
  compact: { wide: 28, middle: 42, narrow: 58 },
};

export function ReplicaTable({
  rows,
  query,
  counts,
  stale,
  columns: chosen,
  density,
  policyName,
  onSort,
  onEnd,
}: {
  rows: readonly ReplicaRow[];
  query: ReplicaQuery;
  counts: StatusCounts | null;
  /** These rows answer the question before; the next answer is on its way. */
  stale: boolean;
  /** Their ids. */
  columns: readonly string[];
  density: Density;
  policyName: (id: string) => string;
  onSort: (sort: Sort) => void;
  onEnd: () => void;
}) {
  const width = useWidth();
  const sort = query.sort ?? 'status';
  const lines = useMemo(() => grouped(rows, sortColumn(sort) === 'status'), [rows, sort]);
  const most = useMemo(() => rows.reduce((top, row) => Math.max(top, row.itemsBehind ?? 0), 0), [rows]);
  const { body, items, before, after, scrollTo } = useVirtualRows(lines.length, ROW_HEIGHT[density][width]);
  const current = useCurrentRow(lines, scrollTo);
  const columns = useMemo(
    () => shownColumns(chosen).filter((column) => width === 'wide' || !column.wideOnly),
    [chosen, width],
  );

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
            <ReplicaTwoLines key={line.key} row={line.row} current={line.index === current} />
          ),
        )}
        <li style={{ height: after }} aria-hidden="true" />
      </ul>
    );
  }

  return (
    <div className={style.scroll}>
      <table className={`${style.table} ${stale ? style.waiting : ''}`} data-width={width} data-density={density}>
        <caption className="visually-hidden">Mailboxes, {count(rows.length)} rows read</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
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
              <ReplicaLine
                key={line.key}
                row={line.row}
                columns={columns}
                width={width}
                most={most}
                current={line.index === current}
                policyName={policyName}
              />
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
