import type { ReplicaHistoryView } from '@lockstep/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Suspense, useState, type ReactNode } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { dayAndTime } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
import { lazyPart } from '../app/lazy-part.tsx';
import type { CountLinesProps } from './CountLines.tsx';
import { countTable } from './count-table.ts';
import style from './FolderPage.module.css';

const CountLines = lazyPart(() => import('./CountLines.tsx').then((file) => file.CountLines));

/** The two lines with everything around them: their range, what is zoomed into, and the same as a table. */
export function CountHistory({
  title,
  sub,
  file,
  history,
  points,
  range,
  zoom,
  within,
  onZoom,
  ...lines
}: Pick<CountLinesProps, 'path' | 'ends' | 'marks' | 'conditions' | 'within' | 'onZoom'> & {
  title: string;
  sub: string;
  /** The name of the file that the table is saved as. */
  file: string;
  history: UseQueryResult<ReplicaHistoryView>;
  points: CountLinesProps['points'] | undefined;
  range: ReactNode;
  zoom: TimeSpan | null;
}) {
  const [asTable, setAsTable] = useState(false);
  const span = zoom ?? within;
  return (
    <Panel
      title={title}
      sub={zoom ? `${dayAndTime(zoom.from, within.to)} to ${dayAndTime(zoom.to, within.to)}` : sub}
      className={style.history}
      controls={
        <>
          {zoom && (
            <button type="button" className="btn sm" onClick={() => onZoom(null)}>
              Whole range
            </button>
          )}
          <TableToggle on={asTable} onChange={setAsTable} what={title} />
          {range}
        </>
      }
    >
      <div className={points?.length === 0 ? undefined : style.chart}>
        {history.isError && !history.data ? (
          <Failed what="The history could not be read." error={history.error} onRetry={() => void history.refetch()} />
        ) : !history.data || (history.isPlaceholderData && !points) ? (
          <Skeleton lines={6} />
        ) : !points || points.length === 0 ? (
          <Empty title="Nothing is known of this span.">The first report came later, or it has not come yet.</Empty>
        ) : asTable ? (
          <TableView table={countTable(title, file, points, span)} />
        ) : (
          <Suspense fallback={<Skeleton lines={6} />}>
            <CountLines
              {...lines}
              points={points}
              statuses={history.data.statuses}
              attempts={history.data.attempts}
              span={span}
              within={within}
              onZoom={onZoom}
            />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}
