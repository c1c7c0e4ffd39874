import { pathKey, type Attempt, type FolderPath, type ReplicaHistoryView, type Status } from '@lockstep/contracts';
import { Fragment } from 'react';
import { StatusShape } from '../design/StatusShape.tsx';
import { WORDS } from '../design/statuses.ts';
import { useWidth } from '../app/useWidth.ts';
import { axisTicks, dayAndTime, tickLabel } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
import style from './CountLines.module.css';

/** A condition that is so, and since when. */
export interface LaneCondition {
  readonly word: string;
  readonly colour: string;
  readonly since: number;
}

/** Only where the fill carries small text; the other bands are named by the legend and their titles. */
const LANE_WORDS: Partial<Record<Status, string>> = { mismatched: WORDS.mismatched, silent: 'Silent: last known' };

/** Percent of the lane that the longest word on it takes, and where the last word under it may begin. */
const ROOM = { wide: { word: 12, tick: 94 }, middle: { word: 16, tick: 92 }, narrow: { word: 44, tick: 86 } } as const;

/** On the axis of the lines above: what the mailbox was, and what was tried. */
export function Lanes({
  statuses,
  conditions,
  attempts,
  path,
  span,
  right,
}: {
  statuses: ReplicaHistoryView['statuses'];
  conditions: readonly LaneCondition[];
  attempts: readonly Attempt[];
  path: FolderPath | null;
  span: TimeSpan;
  right: number;
}) {
  const percent = (at: number) =>
    ((Math.min(Math.max(at, span.from), span.to) - span.from) / (span.to - span.from)) * 100;
  const key = path && pathKey(path);
  const width = useWidth();
  const room = ROOM[width];
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
              {width > room.word && LANE_WORDS[stretch.status]}
            </i>
          );
        })}
      </div>
      {conditions.map(({ word, colour, since }) => (
        <Fragment key={word}>
          <span className={style.lane}>{word}</span>
          <div className={style.track}>
            {since < span.to && (
              <i
                title={`${word} since ${dayAndTime(since, span.to)}`}
                style={{
                  left: `${percent(since)}%`,
                  width: `max(2px, calc(${100 - percent(since)}% - 1px))`,
                  background: colour,
                }}
              />
            )}
          </div>
        </Fragment>
      ))}
      <span className={style.lane}>Attempts</span>
      <div className={style.track}>
        {apart(attempts, key, span, APART[width] * (path === null ? 2 : 1)).map(
          ({ attempt, at, left, done }, index) => {
            return (
              <b
                key={`${attempt.startedAt} ${index}`}
                className={done ? style.done : style.failed}
                style={{ left: `${percent(at)}%` }}
                title={`${dayAndTime(at, span.to)}: ${left ? 'left this folder out' : attempt.outcome}${attempt.error ? `, ${attempt.error}` : ''}`}
              />
            );
          },
        )}
      </div>
      <span />
      <div className={style.axis}>
        {/* A word at the very end would stick out. */}
        {axisTicks(span.from, span.to)
          .filter((tick) => percent(tick) < room.tick)
          .map((tick) => (
            <span key={tick} style={{ left: `${percent(tick)}%` }}>
              {tickLabel(tick, span.to - span.from)}
            </span>
          ))}
      </div>
    </div>
  );
}

/** Percent of the lane between two ticks: nearer ones would be a bar. */
const APART = { wide: 0.5, middle: 0.7, narrow: 1.6 } as const;

/** Those in sight; of syncs that completed one after the other as many as can be told apart, of the others all. */
function apart(attempts: readonly Attempt[], key: string | null, { from, to }: TimeSpan, percent: number) {
  let drawn = -Infinity;
  return attempts.flatMap((attempt) => {
    const at = Date.parse(attempt.endedAt ?? attempt.startedAt);
    if (at < from || at > to) return [];
    const left = key !== null && (attempt.folders?.every((folder) => pathKey(folder) !== key) ?? false);
    const done = attempt.outcome === 'succeeded' && !left;
    if (done && at - drawn < ((to - from) * percent) / 100) return [];
    if (done) drawn = at;
    return [{ attempt, at, left, done }];
  });
}

const SHOWN_IN_LEGEND: readonly Status[] = ['in-step', 'catching-up', 'unknown', 'stale', 'mismatched'];

export function Legend() {
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
