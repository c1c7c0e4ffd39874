import type { Status } from '@lockstep/contracts';
import { useCallback, useEffect, useRef } from 'react';
import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useWidth } from '../app/useWidth.ts';
import { StatusShape } from '../design/StatusShape.tsx';
import { WORDS } from '../design/statuses.ts';
import { count } from '../figures/numbers.ts';
import { sameMoment } from '../figures/shared-cursor.ts';
import { axisTicks, dayAndTime, hourMinute, tickLabel } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
import { ZoomArea } from '../figures/ZoomArea.tsx';
import { axisSteps, axisTop, bandLabels, type HistoryRow } from './history-rows.ts';
import style from './FleetPage.module.css';

const MARGIN = { top: 14, right: 0, bottom: 0, left: 0 };
const AXIS = 24;
const Y_AXIS = 44;

/** Something that happened in the time of the chart, named on the plot. */
export interface ChartEvent {
  readonly at: number;
  readonly words: string;
}

/** Worst at the base, opaque, a line of paper between bands; words and counts at the right end in place of a legend. */
export function StatusChart({
  rows,
  bands,
  fleet,
  span,
  within,
  events,
  onZoom,
  name,
}: {
  rows: readonly HistoryRow[];
  bands: readonly Status[];
  fleet: number;
  span: TimeSpan;
  within: TimeSpan;
  events: readonly ChartEvent[];
  onZoom: (span: TimeSpan | null) => void;
  name: string;
}) {
  const cursor = useRef<number | null>(null);
  const toldMoment = useCallback((at: number | null) => {
    cursor.current = at;
  }, []);
  const narrow = useWidth() === 'narrow';
  const height = narrow ? 180 : 250;
  const top = axisTop(rows, bands, fleet);
  const labels = bandLabels(rows[rows.length - 1], bands, top, height - MARGIN.top - AXIS);
  const longest = Math.max(0, ...labels.map((label) => count(label.count).length));
  return (
    <figure className={style.plot} aria-label={name}>
      <div className={style.plotArea}>
        <ZoomArea span={span} within={within} left={Y_AXIS} right={0} cursor={() => cursor.current} onZoom={onZoom}>
          <ResponsiveContainer width="100%" height={height} debounce={80}>
            <AreaChart
              data={rows as HistoryRow[]}
              syncId="page"
              syncMethod={sameMoment}
              margin={MARGIN}
              accessibilityLayer
              title={name}
            >
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis
                dataKey="at"
                type="number"
                scale="time"
                domain={[span.from, span.to]}
                allowDataOverflow
                ticks={axisTicks(span.from, span.to)}
                tickFormatter={(at: number) => tickLabel(at, span.to - span.from)}
                tick={{ fontSize: 11, fill: 'var(--ink3)' }}
                tickLine={{ stroke: 'var(--line-strong)' }}
                axisLine={{ stroke: 'var(--line-strong)' }}
                height={AXIS}
                minTickGap={16}
                interval="equidistantPreserveStart"
              />
              <YAxis
                width={Y_AXIS}
                axisLine={false}
                tickLine={false}
                domain={[0, top]}
                ticks={axisSteps(top)}
                tickFormatter={count}
                tick={{ fontSize: 11, fill: 'var(--ink3)', className: 'tn' }}
              />
              {bands.map((status) => (
                <Area
                  key={status}
                  dataKey={status}
                  name={WORDS[status]}
                  stackId="status"
                  type="stepAfter"
                  fill={`var(--st-${status})`}
                  fillOpacity={1}
                  stroke="var(--surface)"
                  strokeWidth={1}
                  isAnimationActive={false}
                  activeDot={false}
                  connectNulls={false}
                />
              ))}
              {events.map(({ at, words }) => (
                <ReferenceLine
                  key={`${at} ${words}`}
                  x={at}
                  stroke="var(--ink)"
                  strokeDasharray="2 2"
                  label={{
                    value: narrow ? hourMinute(at) : `${hourMinute(at)} ${shortened(words)}`,
                    position: at - span.from > (span.to - span.from) / 2 ? 'insideTopRight' : 'insideTopLeft',
                    fontSize: 11,
                    fontWeight: 560,
                    fill: 'var(--ink)',
                  }}
                />
              ))}
              <Tooltip
                isAnimationActive={false}
                cursor={{ stroke: 'var(--ink)', strokeWidth: 1 }}
                content={<Moment bands={bands} onMoment={toldMoment} />}
              />
            </AreaChart>
          </ResponsiveContainer>
        </ZoomArea>
      </div>
      {/* With nothing to name, the plot has the width. */}
      <ul className={style.labels} style={{ height, width: labels.length === 0 ? 0 : `calc(106px + ${longest}ch)` }}>
        {labels.map((label) => (
          <li key={label.status} style={{ top: MARGIN.top + label.y }}>
            <StatusShape status={label.status} size={10} />
            <span style={{ color: `var(--tx-${label.status})` }}>{WORDS[label.status]}</span>
            <b className="tn">{count(label.count)}</b>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** What is longer would begin outside of the plot; the incident itself stands at the top of the page. */
const MOST_LETTERS = 40;
const shortened = (words: string) =>
  words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS).trimEnd()}…` : words;

/** Recharts fills in what is under the cursor. */
function Moment({
  bands,
  onMoment,
  active,
  payload,
}: {
  bands: readonly Status[];
  /** Told where the cursor is, so that keys can zoom there. */
  onMoment: (at: number | null) => void;
  active?: boolean;
  payload?: readonly { readonly payload?: HistoryRow }[];
}) {
  const row = payload?.[0]?.payload;
  const at = active ? (row?.at ?? null) : null;
  useEffect(() => onMoment(at), [onMoment, at]);
  if (!active || !row) return null;
  return (
    <div className="tip">
      <div className="i2">{dayAndTime(row.at, row.at)}</div>
      {[...bands].reverse().map((status) => (
        <div key={status} className="row between">
          <span className={`st ${status}`}>
            <StatusShape status={status} size={10} />
            {WORDS[status]}
          </span>
          <b className="tn">{count(row[status])}</b>
        </div>
      ))}
    </div>
  );
}
