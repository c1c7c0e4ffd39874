import { pathKey, type ReplicaHistoryView, type ReplicaView } from '@lockstep/contracts';
import { useMemo, type ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { many } from '../figures/numbers.ts';
import { Moment } from '../figures/When.tsx';
import { FolderLine, known } from './FolderLine.tsx';
import type { Totals, TreeRow } from './folder-tree.ts';
import { walkTree } from './tree-keys.ts';
import style from './FolderTable.module.css';

export interface FolderTableProps {
  readonly rows: readonly TreeRow[];
  readonly replica: ReplicaView;
  readonly lastKnown: boolean;
  readonly history: ReplicaHistoryView | undefined;
  readonly totals: Totals;
  readonly collapsed: ReadonlySet<string>;
  readonly onCollapse: (key: string) => void;
  readonly onUnfold: () => void;
}

export function FolderTable({
  rows,
  replica,
  lastKnown,
  history,
  totals,
  collapsed,
  onCollapse,
  onUnfold,
}: FolderTableProps) {
  const { body, items, before, after } = useVirtualRows(rows.length, 33);
  const steps = useMemo(
    () => new Map(history?.folders.map((folder) => [pathKey(folder.path), folder.points])),
    [history],
  );
  const knob = (key: string, name: string) => (
    <button
      type="button"
      className={style.knob}
      aria-expanded={!collapsed.has(key)}
      aria-label={`Folders in ${name}`}
      onClick={() => onCollapse(key)}
    >
      <Icon name={collapsed.has(key) ? 'right' : 'chevron'} size={14} />
    </button>
  );
  return (
    <div className={style.scroll}>
      <table className={lastKnown ? `${style.table} ${style.lastKnown}` : style.table}>
        <caption className="visually-hidden">Folders with their items on the server and offline</caption>
        <thead>
          <tr>
            <th scope="col">Folder</th>
            <th scope="col" className="num">
              Last synchronized
            </th>
            <th scope="col" className="num">
              Server
            </th>
            <th scope="col" className="num">
              Offline
            </th>
            <th scope="col" className="num">
              Difference
            </th>
            <th scope="col">Server / offline</th>
            <th scope="col">Difference, 7 days</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody ref={body as React.RefObject<HTMLTableSectionElement>} onKeyDown={walkTree}>
          {before > 0 && <Room height={before} />}
          {items.map((item) => {
            const row = rows[item.index]!;
            if (row.kind === 'name')
              return <NameRow key={`name ${row.key}`} row={row} knob={knob(row.key, row.name)} />;
            if (row.kind === 'rest') return <RestRow key="rest" count={row.count} onUnfold={onUnfold} />;
            return (
              <FolderLine
                key={row.key}
                row={row}
                replicaId={replica.id}
                points={steps.get(row.key)}
                knob={row.parent ? knob(row.key, row.name) : null}
              />
            );
          })}
          {after > 0 && <Room height={after} />}
        </tbody>
        <tfoot>
          <tr className={style.totals}>
            <th scope="row">{many(totals.folders, 'folder')}</th>
            <td className="num i3">
              {totals.oldestSynchronizedAt && (
                <>
                  oldest <Moment at={totals.oldestSynchronizedAt} />
                </>
              )}
            </td>
            <td className="num">{known(totals.server)}</td>
            <td className="num">{known(totals.offline)}</td>
            <td className="num">{known(replica.itemsBehind)}</td>
            <td colSpan={3} className="i2">
              {replica.itemsOnlyOffline > 0 &&
                `and ${many(replica.itemsOnlyOffline, 'item')} that ${replica.itemsOnlyOffline === 1 ? 'exists' : 'exist'} only offline`}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const Room = ({ height }: { height: number }) => (
  <tr aria-hidden="true">
    <td colSpan={8} style={{ height, padding: 0, border: 0 }} />
  </tr>
);

function NameRow({ row, knob }: { row: Extract<TreeRow, { kind: 'name' }>; knob: ReactNode }) {
  return (
    <tr data-depth={row.depth}>
      <td colSpan={8}>
        <span className={`i3 ${style.name}`} style={{ paddingLeft: row.depth * 20 }}>
          {knob}
          {row.name}
        </span>
      </td>
    </tr>
  );
}

function RestRow({ count: hidden, onUnfold }: { count: number; onUnfold: () => void }) {
  return (
    <tr data-depth={0}>
      <td colSpan={8}>
        <button type="button" className={`i2 ${style.name}`} onClick={onUnfold}>
          <Icon name="right" size={14} />
          {many(hidden, 'more folder')}, all in step
        </button>
      </td>
    </tr>
  );
}
