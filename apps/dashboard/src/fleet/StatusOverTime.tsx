import type { FleetView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { lazyPart } from '../app/lazy-part.tsx';
import { useWidth } from '../app/useWidth.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { NOT_IN_STEP, STATUSES, sumOf } from '../design/statuses.ts';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { dayAndTime, duration, MINUTE } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
import { historyRows, historySummary } from './history-rows.ts';
import { historyTable } from './tables.ts';
import { isRange, RANGES, useFleetHistory, type Range } from './useFleet.ts';
import style from './FleetPage.module.css';

const StatusChart = lazyPart(() => import('./StatusChart.tsx').then((file) => file.StatusChart));

const RANGE_WORDS = [
  ['1h', '1 h'],
  ['6h', '6 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
  ['30d', '30 d'],
  ['1y', '1 y'],
] as const;
const POINTS = 145;

export function StatusOverTime({ fleet, at }: { fleet: FleetView; at: string | undefined }) {
  const search = useSearch({ from: '/shell/' });
  const range: Range = search.range ?? '24h';
  const zoomed =
    search.from !== undefined && search.to !== undefined
      ? { from: Date.parse(search.from), to: Date.parse(search.to) }
      : null;
  const bands = search.bands === 'all' ? STATUSES : NOT_IN_STEP;
  const navigate = useNavigate({ from: '/' });
  const history = useFleetHistory(range, POINTS, at, zoomed);
  const minute = useNow(MINUTE);
  const now = at ? Date.parse(at) : minute;
  const within = { from: now - RANGES[range], to: now };
  const span = zoomed ?? within;
  const [asTable, setAsTable] = useState(false);
  const width = useWidth();
  const rows = useMemo(
    () => (history.data ? historyRows(history.data, span.to >= now ? fleet : undefined, Math.min(now, span.to)) : []),
    [history.data, fleet, now, span.to],
  );
  const events = fleet.incidents
    .map(({ since, title }) => ({ at: Date.parse(since), words: title }))
    .filter((event) => event.at > span.from && event.at < span.to)
    .slice(0, 1);

  const zoom = (to: TimeSpan | null) =>
    void navigate({
      search: (old) => ({
        ...old,
        from: to ? new Date(to.from).toISOString() : undefined,
        to: to ? new Date(to.to).toISOString() : undefined,
      }),
    });
  const choose = (value: Range) =>
    void navigate({ search: (old) => ({ ...old, range: value, from: undefined, to: undefined }), replace: true });
  const title = search.bands === 'all' ? 'Status over time' : 'Not in step, over time';

  return (
    <Panel
      title={title}
      sub={`${count(sumOf(fleet.statuses, NOT_IN_STEP))} of ${count(fleet.total)}${width === 'middle' ? '' : ' mailboxes'}`}
      className={`s8 ${style.over}`}
      controls={
        <>
          <TableToggle on={asTable} onChange={setAsTable} what={title} />
          <Which
            all={search.bands === 'all'}
            onChange={(all) =>
              void navigate({ search: (old) => ({ ...old, bands: all ? 'all' : undefined }), replace: true })
            }
          />
          <RangePick range={range} onChange={choose} />
        </>
      }
    >
      <div className={style.chart}>
        {zoomed && (
          <div className={style.zoomed}>
            <span className="i2 small">
              {dayAndTime(span.from, now)} – {dayAndTime(span.to, now)} · {duration(span.to - span.from)}
            </span>
            <button type="button" className="btn sm" onClick={() => zoom(null)}>
              Reset zoom
            </button>
          </div>
        )}
        {history.isError && !history.data ? (
          <Failed what="The history could not be read." error={history.error} onRetry={() => void history.refetch()} />
        ) : !history.data ? (
          <Skeleton lines={5} />
        ) : rows.length < 2 ? (
          <Empty title="No history yet.">It begins with the first report.</Empty>
        ) : asTable ? (
          <TableView table={historyTable(rows, bands, title)} />
        ) : (
          <Suspense fallback={<Skeleton lines={5} />}>
            <StatusChart
              rows={rows}
              bands={bands}
              fleet={fleet.total}
              span={span}
              within={within}
              events={events}
              onZoom={zoom}
              name={`Mailboxes by status, ${zoomed ? 'the span zoomed into' : `last ${wordOf(range)}`}. ${historySummary(rows, bands)}`}
            />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}

const wordOf = (range: Range) => RANGE_WORDS.find(([value]) => value === range)![1];

function Which({ all, onChange }: { all: boolean; onChange: (all: boolean) => void }) {
  return (
    <Segmented
      label="Which statuses"
      value={all ? 'all' : 'not'}
      options={[
        ['not', 'Not in step'],
        ['all', 'All'],
      ]}
      onChange={(value) => onChange(value === 'all')}
    />
  );
}

/** In a row where there is room, else behind one control. */
function RangePick({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const width = useWidth();
  if (width === 'wide') return <Segmented label="Range" value={range} options={RANGE_WORDS} onChange={onChange} />;
  return (
    <select
      aria-label="Range"
      className={style.pick}
      value={range}
      onChange={({ target: { value } }) => isRange(value) && onChange(value)}
    >
      {RANGE_WORDS.map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  );
}
