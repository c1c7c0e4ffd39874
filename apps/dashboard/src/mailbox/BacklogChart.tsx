import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Progress } from '@lockstep/contracts';
import { count, many } from '../figures/numbers.ts';
import { sameMoment } from '../figures/shared-cursor.ts';
import { dayAndTime, shortly } from '../figures/time.ts';
import { backlogTicks, type BacklogRow } from './backlog.ts';
import style from './Backlog.module.css';

const COLOUR = 'var(--st-catching-up)';
const FILL = 'var(--sf-catching-up)';
const QUIET = { isAnimationActive: false, activeDot: false, dot: false } as const;

/** Down to now as it was read, and from there dashed to the expected end, in the fan of its range. */
export function BacklogChart({
  rows,
  progress,
  now,
  name,
}: {
  rows: readonly BacklogRow[];
  progress: Pick<Progress, 'backlog' | 'eta'>;
  now: number;
  name: string;
}) {
  const [from, to] = [rows[0]!.at, rows.at(-1)!.at];
  const end = progress.eta && Date.parse(progress.eta.at);
  return (
    <figure className={style.chart} aria-label={name}>
      <ResponsiveContainer width="100%" height={180} debounce={80}>
        <ComposedChart
          data={rows as BacklogRow[]}
          syncId="page"
          syncMethod={sameMoment}
          margin={{ top: 14, right: 16, bottom: 0, left: 0 }}
          accessibilityLayer
          title={name}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={backlogTicks(rows, now, end)}
            tickFormatter={(at: number) => shortly(at, now)}
            tick={{ fontSize: 11, fill: 'var(--ink3)', className: 'tn' }}
            tickLine={{ stroke: 'var(--line-strong)' }}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={24}
            interval={0}
          />
          <YAxis
            width={44}
            axisLine={false}
            tickLine={false}
            domain={[0, 'auto']}
            tickCount={4}
            allowDecimals={false}
            tickFormatter={count}
            tick={{ fontSize: 11, fill: 'var(--ink3)', className: 'tn' }}
          />
          <Area
            dataKey="range"
            type="linear"
            stroke="none"
            fill={FILL}
            fillOpacity={1}
            {...QUIET}
            connectNulls={false}
          />
          <Area
            dataKey="items"
            type="stepAfter"
            stroke={COLOUR}
            strokeWidth={2}
            fill={FILL}
            fillOpacity={1}
            {...QUIET}
            connectNulls={false}
          />
          <Line dataKey="expected" type="linear" stroke={COLOUR} strokeWidth={1.75} strokeDasharray="4 3" {...QUIET} />
          <ReferenceDot
            x={now}
            y={progress.backlog}
            r={3.5}
            fill={COLOUR}
            stroke={COLOUR}
            label={{
              value: count(progress.backlog),
              position: end === null ? 'left' : 'right',
              dy: -9,
              fontSize: 12,
              fontWeight: 620,
              fill: 'var(--ink)',
            }}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--ink)', strokeWidth: 1 }}
            content={<Moment now={now} />}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  );
}

/** Recharts fills in what is under the cursor. */
function Moment({
  now,
  active,
  payload,
}: {
  now: number;
  active?: boolean;
  payload?: readonly { readonly payload?: BacklogRow }[];
}) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  return (
    <div className="tip">
      <div className="i2">{dayAndTime(row.at, now)}</div>
      {row.at <= now ? (
        <b>{row.items === null ? 'unknown' : `${many(row.items, 'item')} behind`}</b>
      ) : (
        <span>
          {row.expected === null ? '' : <b>{many(row.expected, 'item')} expected</b>}
          {row.range && (
            <div className="i3">
              {count(row.range[0])} to {count(row.range[1])}
            </div>
          )}
        </span>
      )}
    </div>
  );
}
