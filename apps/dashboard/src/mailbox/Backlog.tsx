import type { Progress, ReplicaView } from '@lockstep/contracts';
import { lazy, Suspense, useState } from 'react';
import { lazily } from '../server/lazily.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { MINUTE, shortly } from '../figures/time.ts';
import { backlogRows, backlogTable } from './backlog.ts';
import { fileName } from './tables.ts';
import { useFolders, useReplicaHistory } from './useReplica.ts';
import style from './Backlog.module.css';

const BacklogChart = lazy(() =>
  lazily(() => import('./BacklogChart.tsx')).then((file) => ({ default: file.BacklogChart })),
);

/** While a mailbox catches up: how its backlog went down, and where that leads. */
export function Backlog({
  replica,
  progress,
  at,
}: {
  replica: ReplicaView;
  progress: Progress;
  at: string | undefined;
}) {
  const history = useReplicaHistory(replica.id, '7d', at);
  const folders = useFolders(replica.id, at).data?.items;
  const [asTable, setAsTable] = useState(false);
  const minute = useNow(MINUTE);
  const now = at ? Date.parse(at) : Math.max(minute, Date.parse(replica.at));
  const rows = history.data && folders && backlogRows(folders, history.data.folders, progress, now);
  const end = progress.eta && shortly(Date.parse(progress.eta.at), now);
  const name = `${many(progress.backlog, 'item')} behind of ${count(progress.most)}${end ? `, expected to end about ${end}` : ''}`;
  return (
    <Panel
      title="Backlog"
      sub={progress.eta ? 'items; dashed: expected' : 'items; no end can be told'}
      controls={<TableToggle on={asTable} onChange={setAsTable} what="Backlog" />}
    >
      <div className={style.body}>
        {history.isError && !history.data ? (
          <Failed what="The history could not be read." error={history.error} onRetry={() => void history.refetch()} />
        ) : !rows ? (
          <Skeleton lines={4} />
        ) : rows.length < 2 ? (
          <Empty title="It has only just begun.">The next report says more.</Empty>
        ) : asTable ? (
          <TableView table={backlogTable(fileName(replica.mailbox, replica.device, 'backlog'), rows, now)} />
        ) : (
          <Suspense fallback={<Skeleton lines={4} />}>
            <BacklogChart rows={rows} progress={progress} now={now} name={name} />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}
