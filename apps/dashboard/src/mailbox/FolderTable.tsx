import { pathKey, type FolderRow, type ReplicaHistoryView, type ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { OnlyOffline } from '../design/ItemsBehind.tsx';
import { Pair } from '../design/Pair.tsx';
import { Spark } from '../design/Spark.tsx';
import type { Step } from '../design/spark-path.ts';
import { StatusWord } from '../design/StatusWord.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { DAY, HOUR, hourMinute } from '../figures/time.ts';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { Moment } from '../figures/When.tsx';
import { toUrl } from '../folder/folder-url.ts';
import type { Totals, TreeRow } from './folder-tree.ts';
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
        <tbody ref={body as React.RefObject<HTMLTableSectionElement>}>
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

function FolderLine({
  row,
  replicaId,
  points,
  knob,
}: {
  row: Extract<TreeRow, { kind: 'folder' }>;
  replicaId: string;
  points: ReplicaHistoryView['folders'][number]['points'] | undefined;
  /** Opens and closes a folder that holds others. */
  knob: ReactNode;
}) {
  const { folder } = row;
  const now = useNow(HOUR / 12);
  const local = useLocalTimes();
  const tinted = folder.status === 'mismatched' && !folder.localOnly;
  const steps = useMemo(
    () => points && differences(points, folder.expectedDifference),
    [points, folder.expectedDifference],
  );
  return (
    <tr className={tinted ? style.bad : undefined} data-status={folder.localOnly ? 'local-only' : folder.status}>
      <td className={style.folder}>
        <span className={style.name} style={{ paddingLeft: row.depth * 20 }}>
          {knob ?? (
            <span className="i3">
              <Icon name="folder" size={14} />
            </span>
          )}
          <Link
            to="/mailboxes/$id/folders/$"
            params={{ id: replicaId, _splat: toUrl(folder.path) }}
            className={`clip ${tinted ? 'b' : 'm'}`}
            title={`${folder.path.join(' › ')}\n${local(folder.why)}`}
          >
            {row.name}
          </Link>
        </span>
      </td>
      <td className={tinted ? 'num b' : 'num i2'}>
        <Moment at={folder.lastSynchronizedAt} />
      </td>
      <td className={`num ${style.n}`}>
        {folder.localOnly ? <span className="i3">none</span> : known(folder.serverItems)}
      </td>
      <td className={`num ${style.n}`}>{known(folder.offlineItems)}</td>
      <td className="num">
        {/* A new key draws the number anew, so that its change tints for a moment. */}
        <span key={folder.difference} className="changed">
          <Difference folder={folder} />
        </span>
      </td>
      <td>
        {folder.serverItems !== null &&
          folder.offlineItems !== null &&
          folder.difference !== null &&
          folder.difference !== 0 && (
            <Pair server={folder.serverItems} offline={folder.offlineItems} status={folder.status} />
          )}
      </td>
      <td>{steps && <Spark steps={steps} from={now - 7 * DAY} to={now} colour={sparkColour(folder)} />}</td>
      <td>
        {folder.localOnly ? <span className="i3">Local only</span> : <StatusWord status={folder.status} />}
        {folder.eta && <span className="i3 small"> {aboutWhen(folder.eta.at)}</span>}
      </td>
    </tr>
  );
}

/** Positive is behind; negative exists only offline and carries the shield; what is as expected says so. */
export function Difference({ folder }: { folder: FolderRow }): ReactNode {
  const { difference } = folder;
  if (folder.localOnly) return <span className="i3">—</span>;
  if (difference === null) return <span style={{ color: 'var(--tx-unknown)' }}>unknown</span>;
  if (difference < 0) return <OnlyOffline items={-difference} />;
  if (difference > 0)
    return (
      <span className="m" style={{ color: toneOf(folder) }}>
        {count(difference)}
      </span>
    );
  if (folder.expectedDifference !== 0) {
    return (
      <span
        className="i3"
        title={`${count(folder.expectedDifference)} as expected: ${folder.expectedBecause ?? 'accepted'}`}
      >
        0 <small>({count(folder.expectedDifference)} expected)</small>
      </span>
    );
  }
  return <span className="i3">0</span>;
}

const toneOf = (folder: FolderRow) =>
  folder.status === 'mismatched' || folder.status === 'catching-up' ? `var(--tx-${folder.status})` : undefined;

const sparkColour = (folder: FolderRow) =>
  (folder.status === 'mismatched' || folder.status === 'catching-up') && folder.difference
    ? `var(--st-${folder.status})`
    : 'var(--ink3)';

const aboutWhen = (at: string) => `about ${hourMinute(Date.parse(at))}`;

const differences = (points: ReplicaHistoryView['folders'][number]['points'], expected: number): Step[] =>
  points.map(([at, server, offline]) => [at, server === null || offline === null ? null : server - offline - expected]);

export function known(value: number | null): ReactNode {
  return value === null ? <span style={{ color: 'var(--tx-unknown)', fontWeight: 420 }}>unknown</span> : count(value);
}

function NameRow({ row, knob }: { row: Extract<TreeRow, { kind: 'name' }>; knob: ReactNode }) {
  return (
    <tr>
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
    <tr>
      <td colSpan={8}>
        <button type="button" className={`i2 ${style.name}`} onClick={onUnfold}>
          <Icon name="right" size={14} />
          {many(hidden, 'more folder')}, all in step
        </button>
      </td>
    </tr>
  );
}
