import type { ReplicaView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWidth } from '../app/useWidth.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { many } from '../figures/numbers.ts';
import { dayTitle, MINUTE, sameDay } from '../figures/time.ts';
import { alertEntries, withAlerts } from './alert-entries.ts';
import { byDay, inOrder, joinedLines, kindOf } from './timeline-days.ts';
import { TimelineLine } from './TimelineLine.tsx';
import { eventsCsv, fileName } from './tables.ts';
import { bundleAddress, useReplicaAlerts, useTimeline } from './useReplica.ts';
import style from './Timeline.module.css';

/** It looks further back by itself, until it has shown enough lines or read so many pages; further behind a filter. */
const ENOUGH = 12;
const FEW_PAGES = 3;
const MOST_PAGES = 10;

/** Everything that happened to this replica, newest first. */
export function Timeline({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const { event, show: filter = 'all' } = useSearch({ from: '/shell/mailboxes/$id' });
  const navigate = useNavigate({ from: '/mailboxes/$id' });
  const timeline = useTimeline(replica.id, at, event);
  const isTight = useWidth() !== 'wide';
  const now = useNow(MINUTE);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = timeline;
  const read = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const alerts = alertEntries(useReplicaAlerts(replica.id, at).data?.items ?? []);
  // From an event on back, what is newer than it has no place; alerts alone need no log beside them.
  const among =
    event === undefined ? alerts : alerts.filter(({ observedAt }) => observedAt <= (read[0]?.observedAt ?? ''));
  const all = inOrder(withAlerts(read, among, filter === 'alert' || !hasNextPage));
  const entries = filter === 'all' ? all : all.filter((entry) => kindOf(entry) === filter);
  const lines = joinedLines(entries).length;
  const pages = timeline.data?.pages.length ?? 0;
  const seeks =
    filter !== 'alert' && lines < ENOUGH && hasNextPage && pages < (filter === 'all' ? FEW_PAGES : MOST_PAGES);
  useEffect(() => {
    if (seeks && !isFetchingNextPage) void fetchNextPage();
  }, [seeks, isFetchingNextPage, fetchNextPage, pages]);

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
          <SaveCsv
            what="The events that are shown here"
            file={fileName(replica.mailbox, replica.device, 'events')}
            csv={() => eventsCsv(entries)}
            none={entries.length === 0}
          />
          <Segmented
            label="Show"
            value={filter}
            options={[
              ['all', isTight ? 'All' : 'Everything'],
              ['sync', 'Syncs'],
              ['judgement', 'Judgements'],
              ['alert', 'Alerts'],
              ['person', 'People'],
            ]}
            onChange={(value) =>
              void navigate({ search: (old) => ({ ...old, show: value === 'all' ? undefined : value }), replace: true })
            }
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
      ) : entries.length === 0 && seeks ? (
        <Skeleton lines={3} />
      ) : entries.length === 0 ? (
        <Empty title={NONE[filter]}>
          {filter === 'alert'
            ? 'Nobody was told anything of it.'
            : filter !== 'all' &&
              `${many(all.length, 'event')} ${hasNextPage ? 'were looked at so far' : 'are all there are'}.`}
        </Empty>
      ) : (
        <ol className={style.timeline}>
          {byDay(entries, sameDay).map((day) => (
            <li key={day.at}>
              <h3 className={style.day}>{dayTitle(day.at, now)}</h3>
              <ol>
                {joinedLines(day.entries).map((line) => (
                  <TimelineLine
                    key={line.first.cursor}
                    line={line}
                    replica={replica.id}
                    pointedAt={line.entries.some(({ cursor }) => cursor === event)}
                  />
                ))}
              </ol>
            </li>
          ))}
        </ol>
      )}
      {timeline.hasNextPage && filter !== 'alert' && (
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

const NONE = {
  all: 'Nothing has happened yet.',
  sync: 'No sync.',
  judgement: 'No judgement.',
  alert: 'No alert.',
  person: 'Nobody did anything.',
} as const;
