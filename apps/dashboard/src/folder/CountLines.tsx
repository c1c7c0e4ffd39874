import type { Attempt, FolderPath, FolderRow, ReplicaHistoryView } from '@lockstep/contracts';
import { useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useWidth } from '../app/useWidth.ts';
import { STATUSES } from '../design/statuses.ts';
import { count } from '../figures/numbers.ts';
import { dayAndTime, DAY, midnights, shortly } from '../figures/time.ts';
import { countDomain, countRows, countTicks, type CountRow } from './count-rows.ts';
import { Lanes, Legend, type Span } from './Lanes.tsx';
import { LineEnds } from './LineEnds.tsx';
import style from './CountLines.module.css';

const LEFT = 52;
const HEIGHT = 240;
const TOP = 10;

/** A count holds until the next report says another; where it could not be read, the line ends. */
const STEPS = {
  type: 'stepAfter',
  dot: false,
  activeDot: false,
  isAnimationActive: false,
  connectNulls: false,
} as const;
const LAST_KNOWN = { ...STEPS, stroke: 'var(--control)', strokeWidth: 1, strokeDasharray: '1 3' } as const;

/** Two lines, server over offline, the gap in the colour of its status; under them what was so and what was tried. */
export function CountLines({
  points,
  statuses,
  attempts,
  path,
  folder,
  span,
}: {
  points: ReplicaHistoryView['folders'][number]['points'];
  statuses: ReplicaHistoryView['statuses'];
  attempts: readonly Attempt[];
  path: FolderPath;
  folder: FolderRow;
  span: Span;
}) {
  const narrow = useWidth() === 'narrow';
  const rows = useMemo(
    () => countRows(points, statuses, { from: span.from, to: span.to }),
    [points, statuses, span.from, span.to],
  );
  const domain = countDomain(rows);
  const right = narrow ? 8 : 124;
  const name = `Items on the server and offline. Now ${folder.serverItems ?? 'unknown'} and ${folder.offlineItems ?? 'unknown'}.`;
  const y = (value: number) => TOP + (1 - (value - domain[0]) / (domain[1] - domain[0])) * (HEIGHT - TOP);
  const synchronized = folder.lastSynchronizedAt === null ? null : Date.parse(folder.lastSynchronizedAt);
  const inSight = synchronized !== null && synchronized > span.from && folder.difference !== 0;

  return (
    <figure className={style.figure} aria-label={name}>
      <div className={style.plot}>
        <ResponsiveContainer width="100%" height={HEIGHT} debounce={80}>
          <ComposedChart
            data={rows as CountRow[]}
            syncId="page"
            syncMethod="value"
            margin={{ top: TOP, right, bottom: 0, left: 0 }}
            accessibilityLayer
            title={name}
          >
            <CartesianGrid stroke="var(--line)" vertical={span.to - span.from > 2 * DAY} />
            <XAxis
              dataKey="at"
              type="number"
              scale="time"
              domain={[span.from, span.to]}
              ticks={midnights(span.from, span.to)}
              allowDataOverflow
              hide
            />
            <YAxis
              width={LEFT}
              axisLine={false}
              tickLine={false}
              domain={domain as [number, number]}
              ticks={countTicks(domain)}
              tickFormatter={count}
              tick={{ fontSize: 11, fill: 'var(--ink3)', className: 'tn' }}
            />
            {STATUSES.map((status) => (
              <Area
                key={status}
                dataKey={(row: CountRow) => row.gaps[status] as [number, number] | undefined}
                type="stepAfter"
                stroke="none"
                fill={`var(--sf-${status})`}
                fillOpacity={1}
                isAnimationActive={false}
                activeDot={false}
                connectNulls={false}
                tooltipType="none"
              />
            ))}
            <Line dataKey="serverLast" {...LAST_KNOWN} />
            <Line dataKey="offlineLast" {...LAST_KNOWN} />
            <Line dataKey="offline" {...STEPS} stroke="var(--ink)" strokeWidth={1.75} strokeDasharray="5 3" />
            <Line dataKey="server" {...STEPS} stroke="var(--ink)" strokeWidth={2} />
            {inSight && (
              <ReferenceLine
                x={synchronized}
                stroke="var(--ink)"
                strokeDasharray="2 2"
                label={{
                  value: `${shortly(synchronized, span.to)} last completed sync`,
                  position: synchronized - span.from > (span.to - span.from) / 2 ? 'insideTopRight' : 'insideTopLeft',
                  fontSize: 11,
                  fontWeight: 560,
                  fill: 'var(--ink)',
                }}
              />
            )}
            <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--ink)', strokeWidth: 1 }} content={<Moment />} />
          </ComposedChart>
        </ResponsiveContainer>
        {!narrow && <LineEnds folder={folder} y={y} width={right} height={HEIGHT} />}
      </div>
      <Lanes statuses={statuses} attempts={attempts} path={path} span={span} right={right} />
      <Legend />
    </figure>
  );
}

/** Recharts fills in what is under the cursor. */
function Moment({ active, payload }: { active?: boolean; payload?: readonly { readonly payload?: CountRow }[] }) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  const lines = [
    ['Server', row.server],
    ['Offline', row.offline],
  ] as const;
  return (
    <div className="tip">
      <div className="i2">{dayAndTime(row.at, row.at)}</div>
      {lines.map(([word, value]) => (
        <div key={word} className="row between">
          {word} <b className="tn">{value === null ? 'unknown' : count(value)}</b>
        </div>
      ))}
    </div>
  );
}
