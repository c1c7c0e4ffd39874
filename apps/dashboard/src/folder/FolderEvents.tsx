import type { FolderPath, ReplicaView, TimelineEntry } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { count } from '../figures/numbers.ts';
import { absolute, duration, hourMinuteSecond, MINUTE, sameDay, shortly } from '../figures/time.ts';
import { eventsCsv, fileName } from '../mailbox/tables.ts';
import { useTimeline } from '../mailbox/useReplica.ts';
import { concerns, saysOf } from './folder-events.ts';
import style from './FolderPage.module.css';

/** The events themselves, as they came; of the replica's those that say something of this folder. */
export function FolderEvents({
  replica,
  path,
  at,
}: {
  replica: ReplicaView;
  path: FolderPath;
  at: string | undefined;
}) {
  const timeline = useTimeline(replica.id, at);
  const [raw, setRaw] = useState(false);
  const all = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const entries = all.filter((entry) => concerns(entry, path));
  return (
    <Panel
      title="Events"
      sub="newest first, as they came"
      flush
      controls={
        <>
          <SaveCsv
            what="The events that are shown here"
            file={fileName(replica.mailbox, ...path, 'events')}
            csv={() => eventsCsv(entries)}
            none={entries.length === 0}
          />
          <Segmented
            label="Events as"
            value={raw ? 'json' : 'table'}
            options={[
              ['table', 'Table'],
              ['json', 'JSON'],
            ]}
            onChange={(value) => setRaw(value === 'json')}
          />
        </>
      }
    >
      {timeline.isError && !timeline.data ? (
        <Failed what="The events could not be read." error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : !timeline.data ? (
        <Skeleton lines={6} />
      ) : entries.length === 0 ? (
        <Empty title="No event of this folder is among the newest." />
      ) : raw ? (
        <pre className={`mono ${style.json}`} tabIndex={0} aria-label="Events as JSON">
          {JSON.stringify(entries, null, 2)}
        </pre>
      ) : (
        <EventTable entries={entries} replica={replica.id} path={path} />
      )}
      {timeline.hasNextPage && (
        <div className={style.more}>
          <button
            type="button"
            className="btn sm"
            disabled={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            Earlier
          </button>
        </div>
      )}
    </Panel>
  );
}

function EventTable({
  entries,
  replica,
  path,
}: {
  entries: readonly TimelineEntry[];
  replica: string;
  path: FolderPath;
}) {
  const now = useNow(MINUTE);
  const local = useLocalTimes();
  return (
    <div className={style.scroll} tabIndex={0} role="region" aria-label="Table of events">
      <table className={style.raw}>
        <thead>
          <tr>
            <th scope="col" className="num">
              Position
            </th>
            <th scope="col">Observed</th>
            <th scope="col">Event</th>
            <th scope="col">What it says</th>
            <th scope="col" className="num">
              Learned
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const observed = Date.parse(entry.observedAt);
            return (
              <tr key={entry.cursor}>
                <td className="num i3">
                  <Link
                    to="/mailboxes/$id"
                    params={{ id: replica }}
                    search={{ event: entry.cursor }}
                    hash="timeline"
                    title="In the timeline of the mailbox"
                  >
                    {count(Number(entry.cursor))}
                  </Link>
                </td>
                <td className="tn i2">
                  <time dateTime={entry.observedAt} title={absolute(observed)}>
                    {sameDay(observed, now) ? hourMinuteSecond(observed) : shortly(observed, now)}
                  </time>
                </td>
                <td className="mono i2">{entry.type}</td>
                <td className={`clip ${style.says}`} title={local(entry.summary)}>
                  {local(saysOf(entry, path))}
                </td>
                <td className="num i3" title={absolute(Date.parse(entry.recordedAt))}>
                  +{duration(Date.parse(entry.recordedAt) - observed)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
