import type { Status } from '@lockstep/contracts';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { StatusShape } from '../design/StatusShape.tsx';
import { WORDS } from '../design/statuses.ts';
import { count } from '../figures/numbers.ts';
import { axisTicks, dayAndTime, tickLabel } from '../figures/time.ts';
import { useWidth } from '../app/useWidth.ts';
import { axisSteps, axisTop, bandLabels, type HistoryRow } from './history-rows.ts';
import style from './FleetPage.module.css';

const MARGIN = { top: 14, right: 0, bottom: 0, left: 0 };
const AXIS = 24;

/** Worst at the base, opaque, a line of paper between bands; words and counts at the right end in place of a legend. */
export function StatusChart({
  rows,
  bands,
  fleet,
  span,
  name,
}: {
  rows: readonly HistoryRow[];
  bands: readonly Status[];
  fleet: number;
  span: { readonly from: number; readonly to: number };
  name: string;
}) {
  const narrow = useWidth() === 'narrow';
  const height = narrow ? 180 : 250;
  const top = axisTop(rows, bands, fleet);
  const labels = bandLabels(rows[rows.length - 1], bands, top, height - MARGIN.top - AXIS);
  return (
    <figure className={style.plot} aria-label={name}>
      <div className={style.plotArea}>
        <ResponsiveContainer width="100%" height={height} debounce={80}>
          <AreaChart
            data={rows as HistoryRow[]}
            syncId="page"
            syncMethod="value"
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
              width={36}
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
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--ink)', strokeWidth: 1 }}
              content={<Moment bands={bands} />}
            />
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <ul className={style.labels} style={{ height }}>
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

/** Recharts fills in what is under the cursor. */
function Moment({
  bands,
  active,
  payload,
}: {
  bands: readonly Status[];
  active?: boolean;
  payload?: readonly { readonly payload?: HistoryRow }[];
}) {
  const row = payload?.[0]?.payload;
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
