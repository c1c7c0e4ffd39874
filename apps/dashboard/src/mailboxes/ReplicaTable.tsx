import type { ReplicaQuery, ReplicaRow, Status, StatusCounts } from '@lockstep/contracts';
import { useEffect, useMemo } from 'react';
import { useWidth, type Width } from '../app/useWidth.ts';
import { Icon } from '../design/Icon.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { count } from '../figures/numbers.ts';
import { shownColumns, USUAL_COLUMNS, type Column } from './columns.ts';
import { grouped, ungrouped, type ListRow } from './grouped.ts';
import { nextSort, sortColumn, type Sort } from './list-search.ts';
import { ReplicaLine, ReplicaTwoLines } from './ReplicaLine.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useAlertMarks } from './useAlertMarks.ts';
import { useCurrentRow } from './useCurrentRow.ts';
import type { Density } from './useDensity.ts';
import { useRowSelection } from './useRowSelection.ts';
import style from './ReplicaTable.module.css';

const ROW_HEIGHT: Record<Density, Record<Width, number>> = {
  roomy: { wide: 34, middle: 48, narrow: 58 },
  compact: { wide: 28, middle: 42, narrow: 58 },
};

export function ReplicaTable({
  rows,
  query,
  counts,
  closed,
  complete,
  stale,
  columns: chosen,
  density,
  at,
  policyName,
  onSort,
  onToggleGroup,
  onEnd,
}: {
  rows: readonly ReplicaRow[];
  query: ReplicaQuery;
  counts: StatusCounts | null;
  /** Statuses whose rows are not asked for. */
  closed: readonly Status[];
  /** No more rows are to be read. */
  complete: boolean;
  /** These rows answer the question before; the next answer is on its way. */
  stale: boolean;
  /** Their ids. */
  columns: readonly string[];
  density: Density;
  /** The moment that is looked at. Off now nothing can be selected: what was cannot be changed. */
  at: string | undefined;
  policyName: (id: string) => string;
  onSort: (sort: Sort) => void;
  onToggleGroup: (status: Status) => void;
  onEnd: () => void;
}) {
  const width = useWidth();
  const sort = query.sort ?? 'status';
  const lines = useMemo(
    () =>
      sortColumn(sort) === 'status'
        ? grouped(rows, { descending: sort.startsWith('-'), closed, complete })
        : ungrouped(rows),
    [rows, sort, closed, complete],
  );
  const most = useMemo(() => rows.reduce((top, row) => Math.max(top, row.itemsBehind ?? 0), 0), [rows]);
  const { body, items, before, after, scrollTo } = useVirtualRows(lines.length, ROW_HEIGHT[density][width]);
  const selection = useRowSelection(rows);
  const canSelect = at === undefined && width !== 'narrow';
  const current = useCurrentRow(lines, scrollTo, canSelect ? selection.toggle : null);
  const columns = useMemo(
    () => shownColumns(chosen).filter((column) => width === 'wide' || !column.wideOnly),
    [chosen, width],
  );

  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - 15) onEnd();
  });

  const across = columns.length + (canSelect ? 1 : 0);
  const shown = items.map((item) => lines[item.index]!);
  const places = shown.flatMap((line) => (line.kind === 'replica' ? [line.index] : []));
  const marks = useAlertMarks(rows, { first: places[0] ?? 0, last: places.at(-1) ?? -1 }, at);
  if (width === 'narrow') {
    return (
      <ul ref={body as React.RefObject<HTMLUListElement>} className={stale ? style.waiting : undefined}>
        <li style={{ height: before }} aria-hidden="true" />
        {shown.map((line) =>
          line.kind === 'group' ? (
            <li key={line.key} className={style.groupLine}>
              <Group line={line} counts={counts} onToggle={onToggleGroup} />
            </li>
          ) : (
            <ReplicaTwoLines
              key={line.key}
              row={line.row}
              current={line.index === current}
              marks={marks.get(line.row.id)}
            />
          ),
        )}
        <li style={{ height: after }} aria-hidden="true" />
      </ul>
    );
  }

  return (
    <div className={style.scroll} data-many={columns.length > USUAL_COLUMNS.length || undefined}>
      <table className={`${style.table} ${stale ? style.waiting : ''}`} data-width={width} data-density={density}>
        <caption className="visually-hidden">Mailboxes, {count(rows.length)} rows read</caption>
        <thead>
          <tr>
            {canSelect && (
              <th scope="col" className={style.select}>
                <input
                  type="checkbox"
                  aria-label="Select all rows read"
                  checked={selection.selected.length > 0 && selection.selected.length === rows.length}
                  ref={(box) => {
                    if (box)
                      box.indeterminate = selection.selected.length > 0 && selection.selected.length < rows.length;
                  }}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body as React.RefObject<HTMLTableSectionElement>}>
          {before > 0 && <Room height={before} columns={across} />}
          {shown.map((line) =>
            line.kind === 'group' ? (
              <tr key={line.key} className={style.group}>
                <td colSpan={across}>
                  <Group line={line} counts={counts} onToggle={onToggleGroup} />
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
                selected={canSelect ? selection.has(line.row.id) : null}
                onSelect={selection.toggle}
                policyName={policyName}
                marks={marks.get(line.row.id)}
              />
            ),
          )}
          {after > 0 && <Room height={after} columns={across} />}
        </tbody>
      </table>
      {canSelect && <SelectionBar selection={selection} />}
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

function Group({
  line,
  counts,
  onToggle,
}: {
  line: Extract<ListRow, { kind: 'group' }>;
  counts: StatusCounts | null;
  onToggle: (status: Status) => void;
}) {
  return (
    <button type="button" className={style.toggle} aria-expanded={!line.closed} onClick={() => onToggle(line.status)}>
      <Icon name={line.closed ? 'right' : 'chevron'} size={13} />
      <StatusWord status={line.status} />
      {counts && <b className="b tn">{count(counts[line.status])}</b>}
    </button>
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
