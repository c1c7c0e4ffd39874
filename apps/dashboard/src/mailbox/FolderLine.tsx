import type { FolderRow, ReplicaHistoryView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { OnlyOffline } from '../design/ItemsBehind.tsx';
import { Pair } from '../design/Pair.tsx';
import { Spark } from '../design/Spark.tsx';
import type { Step } from '../design/spark-path.ts';
import { StatusWord } from '../design/StatusWord.tsx';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { DAY, HOUR, shortly } from '../figures/time.ts';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { Moment } from '../figures/When.tsx';
import { toUrl } from '../folder/folder-url.ts';
import type { TreeRow } from './folder-tree.ts';
import style from './FolderTable.module.css';

/** One folder with its three numbers, what they differ by, and how that came. */
export function FolderLine({
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
    <tr
      className={tinted ? style.bad : undefined}
      data-depth={row.depth}
      data-status={folder.localOnly ? 'local-only' : folder.status}
    >
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
        {folder.progress && (
          <span
            className="i3 small"
            title={folder.eta ? `in step about ${shortly(Date.parse(folder.eta.at), now)}` : undefined}
          >
            {' '}
            · {Math.floor(folder.progress.done * 100)} %
          </span>
        )}
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
  if (folder.accepted) {
    return (
      <span className="i3" title={`accepted by ${folder.accepted.by}: ${folder.accepted.reason}`}>
        0 <small>({count(folder.accepted.items)} accepted)</small>
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

const differences = (points: ReplicaHistoryView['folders'][number]['points'], expected: number): Step[] =>
  points.map(([at, server, offline]) => [at, server === null || offline === null ? null : server - offline - expected]);

export function known(value: number | null): ReactNode {
  return value === null ? <span style={{ color: 'var(--tx-unknown)', fontWeight: 420 }}>unknown</span> : count(value);
}
