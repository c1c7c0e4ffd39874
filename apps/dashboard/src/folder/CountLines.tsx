import type { Attempt, FolderPath, ReplicaHistoryView } from '@lockstep/contracts';
import { useMemo, useRef, type ReactNode } from 'react';
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
import { axisTicks, dayAndTime, DAY } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
import { ZoomArea } from '../figures/ZoomArea.tsx';
import { countDomain, countRows, countTicks, type CountRow } from './count-rows.ts';
import { Lanes, Legend, type LaneCondition } from './Lanes.tsx';
import { LineEnds, type CountEnds } from './LineEnds.tsx';
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

/** A moment that is worth a word on the plot, such as the last sync that completed or a fix that was tried. */
export interface Mark {
  readonly at: number;
  readonly word: string;
  /** Where there is little room. */
  readonly short: string;
}

export interface CountLinesProps {
  readonly points: ReplicaHistoryView['folders'][number]['points'];
  readonly statuses: ReplicaHistoryView['statuses'];
  readonly attempts: readonly Attempt[];
  /** Null: of the whole mailbox. */
  readonly path: FolderPath | null;
  readonly ends: CountEnds;
  readonly marks: readonly Mark[];
  readonly conditions: readonly LaneCondition[];
  readonly span: TimeSpan;
  /** All that can be looked at. */
  readonly within: TimeSpan;
  readonly onZoom: (span: TimeSpan | null) => void;
}

/** Two lines, server over offline, the gap in the colour of its status; under them what was so and what was tried. */
export function CountLines({
  points,
  statuses,
  attempts,
  path,
  ends,
  marks,
  conditions,
  span,
  within,
  onZoom,
}: CountLinesProps): ReactNode {
  const narrow = useWidth() === 'narrow';
  const cursor = useRef<number | null>(null);
  const rows = useMemo(
    () => countRows(points, statuses, { from: span.from, to: span.to }),
    [points, statuses, span.from, span.to],
  );
  const domain = countDomain(rows);
  const ticks = countTicks(domain);
  // Beside the lines there is room for six figures.
  const thousands = domain[1] >= 1_000_000 && ticks.every((tick) => tick % 1_000 === 0);
  const right = narrow ? 8 : 124;
  const toEnd = span.to >= within.to;
  const name = `Items on the server and offline. ${toEnd ? 'Now' : 'In the end'} ${ends.serverItems ?? 'unknown'} and ${ends.offlineItems ?? 'unknown'}.`;
  const y = (value: number) => TOP + (1 - (value - domain[0]) / (domain[1] - domain[0])) * (HEIGHT - TOP);
  const inSight = marks.filter(({ at }) => at > span.from && at < span.to);

  return (
    <figure className={style.figure} aria-label={name}>
      <div className={style.plot}>
        <ZoomArea span={span} within={within} left={LEFT} right={right} cursor={() => cursor.current} onZoom={onZoom}>
          <ResponsiveContainer width="100%" height={HEIGHT} debounce={80}>
            <ComposedChart
              data={rows as CountRow[]}
              syncId="page"
              syncMethod="value"
              margin={{ top: TOP, right, bottom: 0, left: 0 }}
              accessibilityLayer
              title={name}
              onMouseMove={({ activeLabel }) =>
                (cursor.current = activeLabel === undefined ? null : Number(activeLabel))
              }
            >
              <CartesianGrid stroke="var(--line)" vertical={span.to - span.from > 2 * DAY} />
              <XAxis
                dataKey="at"
                type="number"
                scale="time"
                domain={[span.from, span.to]}
                ticks={axisTicks(span.from, span.to)}
                allowDataOverflow
                hide
              />
              <YAxis
                width={LEFT}
                axisLine={false}
                tickLine={false}
                domain={domain as [number, number]}
                ticks={ticks}
                tickFormatter={(value: number) => (thousands ? `${count(value / 1_000)}k` : count(value))}
                tick={{ fontSize: domain[1] < 1_000_000 || thousands ? 11 : 9, fill: 'var(--ink3)', className: 'tn' }}
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
              {inSight.map((mark, index) => (
                <ReferenceLine
                  key={`${mark.at} ${mark.word}`}
                  x={mark.at}
                  stroke="var(--ink)"
                  strokeDasharray="2 2"
                  label={{
                    value: narrow ? mark.short : mark.word,
                    // Each a line lower, so that words that stand near each other do not lie on each other.
                    dy: index * 15,
                    position: mark.at - span.from > (span.to - span.from) / 2 ? 'insideTopRight' : 'insideTopLeft',
                    fontSize: 11,
                    fontWeight: 560,
                    fill: 'var(--ink)',
                  }}
                />
              ))}
              <Tooltip
                isAnimationActive={false}
                cursor={{ stroke: 'var(--ink)', strokeWidth: 1 }}
                content={<Moment />}
              />
            </ComposedChart>
          </ResponsiveContainer>
        </ZoomArea>
        {!narrow && toEnd && <LineEnds ends={ends} y={y} width={right} height={HEIGHT} />}
      </div>
      <Lanes statuses={statuses} conditions={conditions} attempts={attempts} path={path} span={span} right={right} />
      <Legend />
    </figure>
  );
}

/** Recharts fills in what is under the cursor. */
function Moment({ active, payload }: { active?: boolean; payload?: readonly { readonly payload?: CountRow }[] }) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  const lines = [
    ['Server', row.server, row.serverLast],
    ['Offline', row.offline, row.offlineLast],
    ['Difference', row.server === null || row.offline === null ? null : row.server - row.offline, null],
  ] as const;
  return (
    <div className="tip">
      <div className="i2">{dayAndTime(row.at, row.at)}</div>
      {lines.map(([word, value, last]) => (
        <div key={word} className="row between">
          {word}{' '}
          <b className="tn">
            {value !== null ? count(value) : last !== null ? `${count(last)}, last known` : 'unknown'}
          </b>
        </div>
      ))}
    </div>
  );
}
