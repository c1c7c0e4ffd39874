import { Icon } from '../design/Icon.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { count } from '../figures/numbers.ts';
import { COLUMNS, type Column } from './columns.ts';
import { Popover } from './Popover.tsx';
import type { Density } from './useDensity.ts';
import style from './MailboxesPage.module.css';

const all: readonly Column[] = COLUMNS;

/** How the list is drawn, and the way to take it along. */
export function ListTools({
  columns,
  onColumns,
  csv,
  total,
  density,
  onDensity,
}: {
  columns: readonly string[];
  onColumns: (columns: readonly string[]) => void;
  /** Where the file is. */
  csv: string;
  total: number | undefined;
  density: Density;
  onDensity: (density: Density) => void;
}) {
  return (
    <div className={style.tools}>
      <Popover
        label="Columns"
        className="btn ghost"
        button={
          <>
            <Icon name="columns" size={14} /> Columns
          </>
        }
      >
        <fieldset className={style.columns}>
          <legend className="visually-hidden">Columns</legend>
          {all.map(({ id, word, fixed }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={columns.includes(id)}
                disabled={fixed}
                onChange={(event) =>
                  onColumns(event.target.checked ? [...columns, id] : columns.filter((other) => other !== id))
                }
              />
              {word}
            </label>
          ))}
        </fieldset>
      </Popover>
      <a className="btn ghost" href={csv} download="mailboxes.csv">
        <Icon name="download" size={14} />
        {total === undefined ? 'CSV' : `CSV, ${count(total)} rows`}
      </a>
      <Segmented
        label="Height of rows"
        value={density}
        options={[
          ['roomy', 'Roomy'],
          ['compact', 'Compact'],
        ]}
        onChange={onDensity}
      />
    </div>
  );
}
