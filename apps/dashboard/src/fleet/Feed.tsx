import type { FeedEntry } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusShape } from '../design/StatusShape.tsx';
import { WORDS } from '../design/statuses.ts';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { absolute, hourMinuteSecond, MINUTE, sameDay, shortly } from '../figures/time.ts';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { identity, useFeed } from './useFleet.ts';
import style from './Feed.module.css';

const SHOWN = 30;

/** What turns, as it turns. It stands still on Hold, and while the pointer is on it. */
export function Feed({ at }: { at: string | undefined }) {
  const feed = useFeed(at);
  const [kept, setKept] = useState<readonly FeedEntry[] | null>(null);
  const [held, setHeld] = useState(false);
  const entries = feed.data?.entries ?? [];
  const shown = (kept ?? entries).slice(0, SHOWN);
  const waiting = kept ? entries.filter((entry) => !kept.some((old) => identity(old) === identity(entry))).length : 0;

  return (
    <Panel
      title={at ? 'What had turned' : 'Happening now'}
      sub={waiting > 0 ? `${count(waiting)} waiting` : undefined}
      className={`s4 ${style.panel}`}
      flush
      controls={
        // What is past does not move.
        at === undefined && (
          <button
            type="button"
            className="btn sm ghost"
            aria-pressed={held}
            onClick={() => {
              setHeld(!held);
              setKept(held ? null : entries);
            }}
          >
            <Icon name={held ? 'play' : 'pause'} size={12} />
            {held ? 'Go on' : 'Hold'}
          </button>
        )
      }
    >
      {feed.isError && !feed.data ? (
        <div className="pb">
          <Failed what="The feed could not be read." error={feed.error} onRetry={() => void feed.refetch()} />
        </div>
      ) : !feed.data ? (
        <Skeleton lines={6} />
      ) : shown.length === 0 ? (
        <Empty title="Nothing has turned yet.">Each change of a status will appear here.</Empty>
      ) : (
        <ol
          className={style.feed}
          onPointerEnter={() => !held && setKept(entries)}
          onPointerLeave={() => !held && setKept(null)}
        >
          {shown.map((entry) => (
            <Entry key={identity(entry)} entry={entry} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Entry({ entry }: { entry: FeedEntry }) {
  const now = useNow(MINUTE);
  const local = useLocalTimes();
  const at = Date.parse(entry.at);
  return (
    <li>
      <Link to="/mailboxes/$id" params={{ id: entry.replica }}>
        <time className={style.at} dateTime={entry.at} title={absolute(at)}>
          {sameDay(at, now) ? hourMinuteSecond(at) : shortly(at, now)}
        </time>
        <StatusShape status={entry.status} size={11} />
        <span className="visually-hidden">{WORDS[entry.status]}</span>
        <span className="m clip" dir="auto" title={entry.mailbox}>
          {entry.mailbox}
        </span>
        <span className={style.text} title={local(entry.text)}>
          {local(entry.text)}
        </span>
      </Link>
    </li>
  );
}
