import type { FleetView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { NOT_IN_STEP, STATUSES, sumOf } from '../design/statuses.ts';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { MINUTE } from '../figures/time.ts';
import { historyRows, historySummary } from './history-rows.ts';
import { RANGES, useFleetHistory, type Range } from './useFleet.ts';
import style from './FleetPage.module.css';

const StatusChart = lazy(() => import('./StatusChart.tsx').then((file) => ({ default: file.StatusChart })));

const RANGE_WORDS = [
  ['1h', '1 h'],
  ['6h', '6 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
] as const;
const POINTS = 145;

export function StatusOverTime({ fleet, at }: { fleet: FleetView; at: string | undefined }) {
  const search = useSearch({ from: '/shell/' });
  const range: Range = search.range ?? '24h';
  const bands = search.bands === 'all' ? STATUSES : NOT_IN_STEP;
  const navigate = useNavigate({ from: '/' });
  const history = useFleetHistory(range, POINTS, at);
  const minute = useNow(MINUTE);
  const now = at ? Date.parse(at) : minute;
  const rows = useMemo(() => (history.data ? historyRows(history.data, fleet, now) : []), [history.data, fleet, now]);

  return (
    <Panel
      title={search.bands === 'all' ? 'Status over time' : 'Not in step, over time'}
      sub={`${count(sumOf(fleet.statuses, NOT_IN_STEP))} of ${count(fleet.total)} mailboxes`}
      className={at ? 's12' : 's8'}
      controls={
        <>
          <Segmented
            label="Which statuses"
            value={search.bands === 'all' ? 'all' : 'not'}
            options={[
              ['not', 'Not in step'],
              ['all', 'All'],
            ]}
            onChange={(value) =>
              void navigate({
                search: (old) => ({ ...old, bands: value === 'all' ? 'all' : undefined }),
                replace: true,
              })
            }
          />
          <Segmented
            label="Range"
            value={range}
            options={RANGE_WORDS}
            onChange={(value) => void navigate({ search: (old) => ({ ...old, range: value }), replace: true })}
          />
        </>
      }
    >
      <div className={style.chart}>
        {history.isError && !history.data ? (
          <Failed what="The history could not be read." error={history.error} onRetry={() => void history.refetch()} />
        ) : !history.data ? (
          <Skeleton lines={5} />
        ) : rows.length < 2 ? (
          <Empty title="No history yet.">It begins with the first report.</Empty>
        ) : (
          <Suspense fallback={<Skeleton lines={5} />}>
            <StatusChart
              rows={rows}
              bands={bands}
              fleet={fleet.total}
              span={{ from: now - RANGES[range], to: now }}
              name={`Mailboxes by status, last ${RANGE_WORDS.find(([value]) => value === range)![1]}. ${historySummary(rows, bands)}`}
            />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}
