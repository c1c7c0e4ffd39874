import { Icon } from '../design/Icon.tsx';
import { count } from './numbers.ts';
import { saveCsv, toCsv, type CsvCell } from './csv.ts';
import style from './TableView.module.css';

/** A chart as a table: the same numbers, in the order of its axis. */
export interface ChartTable {
  /** Names the table, and the file that it is saved as. */
  readonly name: string;
  readonly file: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
  /** How a cell of the first column is shown; the file keeps it as it is. */
  readonly shown?: (cell: CsvCell) => string;
}

/** Between the chart and its table. */
export function TableToggle({ on, onChange, what }: { on: boolean; onChange: (on: boolean) => void; what: string }) {
  return (
    <button
      type="button"
      className={`btn sm ghost ${style.toggle}`}
      aria-pressed={on}
      aria-label={`${what} as a table`}
      title={on ? 'Show the chart' : 'Show as a table'}
      onClick={() => onChange(!on)}
    >
      <Icon name="table" size={14} />
      <span className={style.word}>Table</span>
    </button>
  );
}

/** The table alone, as it stands on paper too. */
export function ChartRows({ table }: { table: ChartTable }) {
  const { name, head, rows, shown = (cell) => String(cell ?? '') } = table;
  return (
    <table>
      <caption className="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {head.map((word, index) => (
            <th key={word} scope="col" className={index === 0 ? undefined : 'num'}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={column} scope="row">
                  {shown(cell)}
                </th>
              ) : (
                <td key={column} className={cell === 0 || cell === null ? 'num i3' : 'num'}>
                  {cell === null ? '—' : typeof cell === 'number' ? count(cell) : cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TableView({ table }: { table: ChartTable }) {
  const { name, file, head, rows } = table;
  return (
    <div>
      {/* Scrolls by itself, so it must take the focus that the arrow keys need. */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={name}>
        <ChartRows table={table} />
      </div>
      <div className={`row between ${style.foot}`}>
        <span className="i3 small">{rows.length === 1 ? '1 row' : `${count(rows.length)} rows`}</span>
        <button type="button" className="btn sm" onClick={() => saveCsv(file, toCsv(head, rows))}>
          Save as CSV
        </button>
      </div>
    </div>
  );
}
