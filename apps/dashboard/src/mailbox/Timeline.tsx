import type { ReplicaView, TimelineEntry } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusShape } from '../design/StatusShape.tsx';
import { useNow } from '../figures/clock.ts';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { absolute, dayTitle, hourMinute, MINUTE, sameDay } from '../figures/time.ts';
import {
  byDay,
  hasFailed,
  inOrder,
  joinedLines,
  kindOf,
  shapeOf,
  type Kind,
  type TimelineLine,
} from './timeline-days.ts';
import { bundleAddress, useTimeline } from './useReplica.ts';
import style from './Timeline.module.css';

type Filter = 'all' | Kind;

/** Everything that happened to this replica, newest first. */
export function Timeline({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const { event } = useSearch({ from: '/shell/mailboxes/$id' });
  const navigate = useNavigate({ from: '/mailboxes/$id' });
  const timeline = useTimeline(replica.id, at, event);
  const [filter, setFilter] = useState<Filter>('all');
  const now = useNow(MINUTE);
  const all = inOrder(timeline.data?.pages.flatMap((page) => page.items) ?? []);
  const entries = filter === 'all' ? all : all.filter((entry) => kindOf(entry) === filter);

  return (
    <Panel
      title="What happened"
      sub={`on ${replica.device}`}
      className={style.panel}
      controls={
        <>
          <a
            className="btn sm"
            href={bundleAddress(replica.id, at)}
            download
            title="Everything of this mailbox on this device as one file, to hand on"
          >
            Event bundle
          </a>
          <Segmented
            label="Show"
            value={filter}
            options={[
              ['all', 'Everything'],
              ['sync', 'Syncs'],
              ['judgement', 'Judgements'],
              ['person', 'People'],
            ]}
            onChange={setFilter}
          />
        </>
      }
    >
      <div id="timeline" />
      {event !== undefined && (
        <div className="hold">
          From event {Number(event).toLocaleString('en-US')} on back
          <button
            type="button"
            className="btn sm"
            onClick={() => void navigate({ search: (old) => ({ ...old, event: undefined }), replace: true })}
          >
            Show the newest
          </button>
        </div>
      )}
      {timeline.isError && !timeline.data ? (
        <Failed what="The timeline could not be read." error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : !timeline.data ? (
        <Skeleton lines={5} />
      ) : entries.length === 0 ? (
        <Empty
          title={
            filter === 'sync'
              ? 'No sync among what was read.'
              : filter === 'judgement'
                ? 'No judgement among what was read.'
                : filter === 'person'
                  ? 'Nobody did anything among what was read.'
                  : 'Nothing has happened yet.'
          }
        />
      ) : (
        <ol className={style.timeline}>
          {byDay(entries, sameDay).map((day) => (
            <li key={day.at}>
              <h3 className={style.day}>{dayTitle(day.at, now)}</h3>
              <ol>
                {joinedLines(day.entries).map((line) => (
                  <Line
                    key={line.first.cursor}
                    line={line}
                    pointedAt={line.entries.some(({ cursor }) => cursor === event)}
                  />
                ))}
              </ol>
            </li>
          ))}
        </ol>
      )}
      {timeline.hasNextPage && (
        <button
          type="button"
          className="btn sm"
          disabled={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          Earlier
        </button>
      )}
    </Panel>
  );
}

function Line({ line, pointedAt }: { line: TimelineLine; pointedAt: boolean }) {
  const entry = line.first;
  const at = Date.parse(entry.observedAt);
  const local = useLocalTimes();
  return (
    <li className={pointedAt ? `${style.entry} ${style.pointedAt}` : style.entry} aria-current={pointedAt || undefined}>
      <time className={style.at} dateTime={entry.observedAt} title={absolute(at)}>
        {hourMinute(at)}
      </time>
      <span className={style.sign} aria-hidden="true">
        <Sign entry={entry} />
      </span>
      {line.entries.length === 1 ? (
        <span className={kindOf(entry) === 'report' ? 'i2' : 'm'}>{local(line.summary)}</span>
      ) : (
        <details className={style.several}>
          <summary className={kindOf(entry) === 'report' ? 'i2' : 'm'}>{local(line.summary)}</summary>
          <ol>
            {line.entries.map((one) => (
              <li key={one.cursor}>
                <time dateTime={one.observedAt}>{hourMinute(Date.parse(one.observedAt))}</time> {local(one.summary)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function Sign({ entry }: { entry: TimelineEntry }) {
  const shape = kindOf(entry) === 'judgement' ? shapeOf(entry) : null;
  if (shape) return <StatusShape status={shape} size={11} />;
  if (kindOf(entry) === 'person') return <Icon name="user" size={14} />;
  if (hasFailed(entry)) return <Icon name="cross" size={14} />;
  return <span className={style.dot} />;
}
