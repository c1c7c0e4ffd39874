import type { ReplicaRow } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Width } from '../app/useWidth.ts';
import { ItemsBehind } from '../design/ItemsBehind.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { Ago } from '../figures/When.tsx';
import type { Column } from './columns.ts';
import { personOf } from './person.ts';
import { ReplicaCell } from './ReplicaCell.tsx';
import { ReplicaMarks } from './ReplicaMarks.tsx';
import type { AlertMark } from './useAlertMarks.ts';
import style from './ReplicaTable.module.css';

/** One mailbox as a row of the table; drawn again only when something of it is another. */
export const ReplicaLine = memo(function ReplicaLine({
  row,
  columns,
  width,
  most,
  current,
  selected,
  onSelect,
  policyName,
  marks,
}: {
  row: ReplicaRow;
  columns: readonly Column[];
  width: Width;
  most: number;
  current: boolean;
  /** Null where nothing can be selected. */
  selected: boolean | null;
  onSelect: (id: string, alsoBetween: boolean) => void;
  policyName: (id: string) => string;
  marks: readonly AlertMark[] | undefined;
}) {
  return (
    <tr
      className={current ? style.current : undefined}
      data-current={current || undefined}
      data-selected={selected || undefined}
    >
      {selected !== null && (
        <td className={style.select}>
          <label>
            <input
              type="checkbox"
              aria-label={`Select ${personOf(row)}, ${row.device}`}
              checked={selected}
              onChange={(event) => onSelect(row.id, (event.nativeEvent as MouseEvent).shiftKey)}
            />
          </label>
        </td>
      )}
      {columns.map(({ id }) => (
        <ReplicaCell key={id} column={id} row={row} width={width} most={most} policyName={policyName} marks={marks} />
      ))}
    </tr>
  );
});

/** The same on a small page: two lines. */
export const ReplicaTwoLines = memo(function ReplicaTwoLines({
  row,
  current,
  marks,
}: {
  row: ReplicaRow;
  current: boolean;
  marks: readonly AlertMark[] | undefined;
}) {
  return (
    <li>
      <Link
        to="/mailboxes/$id"
        params={{ id: row.id }}
        className={current ? `${style.two} ${style.on}` : style.two}
        data-current={current || undefined}
      >
        <span className="m clip">{personOf(row)}</span>
        <span className={style.status}>
          <ReplicaMarks row={row} marks={marks} />
          <StatusWord status={row.status} />
        </span>
        <span className="i3 small clip">{[row.device, row.server].filter(Boolean).join(' · ')}</span>
        <span className={`small num i2 ${style.behind}`}>
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
});
