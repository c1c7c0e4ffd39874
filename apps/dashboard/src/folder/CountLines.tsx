import {
  pathKey,
  type Attempt,
  type FolderPath,
  type FolderRow,
  type ReplicaHistoryView,
  type Status,
} from '@lockstep/contracts';
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
import { StatusShape } from '../design/StatusShape.tsx';
import { STATUSES, WORDS } from '../design/statuses.ts';
import { useWidth } from '../app/useWidth.ts';
import { count } from '../figures/numbers.ts';
import { axisTicks, dayAndTime, DAY, midnights, shortly, tickLabel } from '../figures/time.ts';
import { countDomain, countRows, countTicks, type CountRow } from './count-rows.ts';
import style from './CountLines.module.css';

const LEFT = 52;
const HEIGHT = 240;
const TOP = 10;

interface Span {
  readonly from: number;
  readonly to: number;
}

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
            <Line
              dataKey="serverLast"
              type="stepAfter"
              stroke="var(--control)"
              strokeWidth={1}
              strokeDasharray="1 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
            <Line
              dataKey="offlineLast"
              type="stepAfter"
              stroke="var(--control)"
              strokeWidth={1}
              strokeDasharray="1 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
            <Line
              dataKey="offline"
              type="stepAfter"
              stroke="var(--ink)"
              strokeWidth={1.75}
              strokeDasharray="5 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
            <Line
              dataKey="server"
              type="stepAfter"
              stroke="var(--ink)"
              strokeWidth={2}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
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
        {!narrow && <Ends folder={folder} y={y} width={right} />}
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

/** Only where the fill carries small text; the other bands are named by the legend and their titles. */
const LANE_WORDS: Partial<Record<Status, string>> = { mismatched: WORDS.mismatched, silent: 'Silent: last known' };

/** The ends of the lines carry their numbers, pushed apart where they nearly meet. */
function Ends({ folder, y, width }: { folder: FolderRow; y: (value: number) => number; width: number }) {
  const { serverItems, offlineItems, difference } = folder;
  const ends = [
    serverItems === null ? null : { word: 'Server', value: serverItems, y: y(serverItems) },
    offlineItems === null ? null : { word: 'Offline', value: offlineItems, y: y(offlineItems) },
  ].filter((end) => end !== null);
  ends.sort((a, b) => a.y - b.y);
  if (ends.length === 2 && ends[1]!.y - ends[0]!.y < 38) {
    const middle = Math.min(Math.max((ends[0]!.y + ends[1]!.y) / 2, 34), HEIGHT - 34);
    ends[0] = { ...ends[0]!, y: middle - 19 };
    ends[1] = { ...ends[1]!, y: middle + 19 };
  }
  const apart = ends.length === 2 ? ends[1]!.y - ends[0]!.y : 0;
  return (
    <div className={style.ends} style={{ width }} aria-hidden="true">
      {ends.map((end) => (
        <div key={end.word} style={{ top: end.y }}>
          <span className="i2">{end.word}</span>
          <b className="tn">{count(end.value)}</b>
        </div>
      ))}
      {difference !== null && difference !== 0 && apart > 64 && (
        <div className={style.missing} style={{ top: ends[0]!.y + apart / 2, color: `var(--tx-${folder.status})` }}>
          <b className="tn">
            {count(Math.abs(difference))} {difference > 0 ? 'missing' : 'only offline'}
          </b>
        </div>
      )}
    </div>
  );
}

function Lanes({
  statuses,
  attempts,
  path,
  span,
  right,
}: {
  statuses: ReplicaHistoryView['statuses'];
  attempts: readonly Attempt[];
  path: FolderPath;
  span: Span;
  right: number;
}) {
  const percent = (at: number) =>
    ((Math.min(Math.max(at, span.from), span.to) - span.from) / (span.to - span.from)) * 100;
  const key = pathKey(path);
  return (
    <div className={style.lanes} style={{ marginRight: right }} aria-hidden="true">
      <span className={style.lane}>Mailbox</span>
      <div className={style.track}>
        {statuses.map((stretch) => {
          const left = percent(Date.parse(stretch.from));
          const width = percent(stretch.to === null ? span.to : Date.parse(stretch.to)) - left;
          if (width <= 0) return null;
          return (
            <i
              key={stretch.from}
              className={stretch.status === 'silent' ? style.silent : undefined}
              title={`${WORDS[stretch.status]} since ${dayAndTime(Date.parse(stretch.from), span.to)}`}
              style={{
                left: `${left}%`,
                width: `max(2px, calc(${width}% - 1px))`,
                background: stretch.status === 'silent' ? undefined : `var(--st-${stretch.status})`,
              }}
            >
              {width > 12 && LANE_WORDS[stretch.status]}
            </i>
          );
        })}
      </div>
      <span className={style.lane}>Attempts</span>
      <div className={style.track}>
        {attempts.map((attempt, index) => {
          const at = Date.parse(attempt.endedAt ?? attempt.startedAt);
          if (at < span.from || at > span.to) return null;
          const left = attempt.folders?.every((folder) => pathKey(folder) !== key) ?? false;
          const done = attempt.outcome === 'succeeded' && !left;
          return (
            <b
              key={`${attempt.startedAt} ${index}`}
              className={done ? style.done : style.failed}
              style={{ left: `${percent(at)}%` }}
              title={`${dayAndTime(at, span.to)}: ${left ? 'left this folder out' : attempt.outcome}${attempt.error ? `, ${attempt.error}` : ''}`}
            />
          );
        })}
      </div>
      <span />
      <div className={style.axis}>
        {/* A word at the very end would stick out. */}
        {axisTicks(span.from, span.to)
          .filter((tick) => percent(tick) < 94)
          .map((tick) => (
            <span key={tick} style={{ left: `${percent(tick)}%` }}>
              {tickLabel(tick, span.to - span.from)}
            </span>
          ))}
      </div>
    </div>
  );
}

const SHOWN_IN_LEGEND: readonly Status[] = ['in-step', 'catching-up', 'unknown', 'stale', 'mismatched'];

function Legend() {
  return (
    <figcaption className={style.legend}>
      <span>
        <i className={style.solid} /> Server
      </span>
      <span>
        <i className={style.dashed} /> Offline
      </span>
      <span>
        <b className={style.done} /> Sync completed
      </span>
      <span>
        <b className={style.failed} /> Sync failed or left it out
      </span>
      {SHOWN_IN_LEGEND.map((status) => (
        <span key={status}>
          <StatusShape status={status} size={11} /> {WORDS[status]}
        </span>
      ))}
      <span>
        <i className={style.off} /> Silent: numbers as last known
      </span>
    </figcaption>
  );
}
