import { pathKey, type FolderPath, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { MINUTE } from '../figures/time.ts';
import { RANGES, type Range } from '../fleet/useFleet.ts';
import { useReplicaHistory } from '../mailbox/useReplica.ts';
import style from './FolderPage.module.css';

const CountLines = lazy(() => import('./CountLines.tsx').then((file) => ({ default: file.CountLines })));

const RANGE_WORDS = [
  ['1h', '1 h'],
  ['6h', '6 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
] as const;

/** Of a folder that is known for an hour, a week shows nothing. */
function shortestOver(known: number): Range {
  return RANGE_WORDS.find(([range]) => RANGES[range] >= known)?.[0] ?? '7d';
}

/** Server and offline over time, in a range that stands in the URL. */
export function FolderHistory({
  folder,
  replica,
  at,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  at: string | undefined;
}) {
  const chosen = useSearch({ from: '/shell/mailboxes/$id/folders/$', select: (search) => search.range });
  const navigate = useNavigate({ from: '/mailboxes/$id/folders/$' });
  const path: FolderPath = folder.path;
  const history = useReplicaHistory(replica.id, chosen ?? '7d', at, path);
  const minute = useNow(MINUTE);
  const to = at ? Date.parse(at) : minute + MINUTE;
  const key = pathKey(path);
  const points = history.data?.folders.find((one) => pathKey(one.path) === key)?.points;
  const range: Range = chosen ?? shortestOver(to - (points?.[0]?.[0] ?? 0));
  return (
    <Panel
      title="Server and offline"
      sub="items; the gap takes the colour of the mailbox’s status then"
      controls={
        <Segmented
          label="Range"
          value={range}
          options={RANGE_WORDS}
          onChange={(value) => void navigate({ search: (old) => ({ ...old, range: value }), replace: true })}
        />
      }
    >
      <div className={style.chart}>
        {history.isError && !history.data ? (
          <Failed what="The history could not be read." error={history.error} onRetry={() => void history.refetch()} />
        ) : !history.data ? (
          <Skeleton lines={6} />
        ) : !points || points.length === 0 ? (
          <Empty title="Nothing is known of this span.">
            The first report of this folder came later, or it has not come yet.
          </Empty>
        ) : (
          <Suspense fallback={<Skeleton lines={6} />}>
            <CountLines
              points={points}
              statuses={history.data.statuses}
              attempts={history.data.attempts}
              path={path}
              folder={folder}
              span={{ from: to - RANGES[range], to }}
            />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}
