import type { TimelineEntry } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon, type IconName } from '../design/Icon.tsx';
import { StatusShape } from '../design/StatusShape.tsx';
import { count } from '../figures/numbers.ts';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { absolute, hourMinute } from '../figures/time.ts';
import { toUrl } from '../folder/folder-url.ts';
import { alertOf } from './alert-entries.ts';
import { hasFailed, isRoutine, kindOf, shapeOf, type TimelineLine as LineOfTimeline } from './timeline-days.ts';
import style from './Timeline.module.css';

/** One line of the timeline: what happened, where it leads, and on demand the event as it came. */
export function TimelineLine({
  line,
  replica,
  pointedAt,
}: {
  line: LineOfTimeline;
  replica: string;
  pointedAt: boolean;
}) {
  const [raw, setRaw] = useState(pointedAt);
  const entry = line.first;
  const at = Date.parse(entry.observedAt);
  const local = useLocalTimes();
  const alert = alertOf(entry);
  return (
    <li className={pointedAt ? `${style.entry} ${style.pointedAt}` : style.entry} aria-current={pointedAt || undefined}>
      <time className={style.at} dateTime={entry.observedAt} title={absolute(at)}>
        {hourMinute(at)}
      </time>
      <span className={style.sign} aria-hidden="true">
        <Sign entry={entry} />
      </span>
      {line.entries.length === 1 ? (
        <span className={isRoutine(entry) ? 'i2' : 'm'}>
          {local(line.summary)} <LeadsTo entry={entry} replica={replica} />
        </span>
      ) : (
        <details className={style.several}>
          <summary className={isRoutine(entry) ? 'i2' : 'm'}>{local(line.summary)}</summary>
          <ol>
            {line.entries.map((one) => (
              <li key={one.cursor}>
                <time dateTime={one.observedAt}>{hourMinute(Date.parse(one.observedAt))}</time> {local(one.summary)}
              </li>
            ))}
          </ol>
        </details>
      )}
      {alert === null ? (
        <button
          type="button"
          className={style.place}
          aria-expanded={raw}
          aria-label={`Event ${count(Number(entry.cursor))} as it came`}
          title="As it came"
          onClick={() => setRaw(!raw)}
        >
          {count(Number(entry.cursor))}
        </button>
      ) : (
        <Link to="/alerts/$id" params={{ id: alert }} className={style.place} title="What became of it">
          #{alert}
        </Link>
      )}
      {raw && (
        <pre className={`mono ${style.raw}`} tabIndex={0} aria-label={`Event ${entry.cursor}`}>
          {JSON.stringify(line.entries.length === 1 ? entry : line.entries, null, 2)}
        </pre>
      )}
    </li>
  );
}

/** To the folder that is judged, or to the fix that is spoken of. */
function LeadsTo({ entry, replica }: { entry: TimelineEntry; replica: string }) {
  const { condition, fix } = (entry.data ?? {}) as { condition?: { folder?: unknown }; fix?: unknown };
  const path = condition?.folder;
  if (Array.isArray(path) && path.length > 0 && path.every((name) => typeof name === 'string'))
    return (
      <Link
        to="/mailboxes/$id/folders/$"
        params={{ id: replica, _splat: toUrl(path) }}
        className={`link small ${style.leads}`}
      >
        folder
      </Link>
    );
  if (/^Fix/.test(entry.type) && typeof fix === 'string')
    return (
      <Link to="/fixes" search={{ fix }} className={`link small ${style.leads}`}>
        {fix}
      </Link>
    );
  return null;
}

const ALERT_SIGNS: Readonly<Record<string, IconName>> = { AlertTold: 'check', AlertAcknowledged: 'taken' };

function Sign({ entry }: { entry: TimelineEntry }) {
  const shape = kindOf(entry) === 'judgement' ? shapeOf(entry) : null;
  if (shape) return <StatusShape status={shape} size={11} />;
  if (entry.type === 'AlertResolved') return <StatusShape status="in-step" size={11} />;
  if (kindOf(entry) === 'alert') return <Icon name={ALERT_SIGNS[entry.type] ?? 'bell'} size={14} />;
  if (kindOf(entry) === 'person') return <Icon name="user" size={14} />;
  if (hasFailed(entry)) return <Icon name="cross" size={14} />;
  return <span className={style.dot} />;
}
