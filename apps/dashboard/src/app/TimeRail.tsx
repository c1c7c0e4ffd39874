import { Link } from '@tanstack/react-router';
import type { FleetView } from '@lockstep/contracts';
import { Icon } from '../design/Icon.tsx';
import { NOT_IN_STEP, sumOf } from '../design/statuses.ts';
import { useWallClock } from '../figures/clock.ts';
import {
  absolute,
  DAY,
  duration,
  hourMinuteSecond,
  midnights,
  MINUTE,
  wallClock,
  weekdayAndDay,
} from '../figures/time.ts';
import { historyRows } from '../fleet/history-rows.ts';
import { useFleetHistory } from '../fleet/useFleet.ts';
import { useConnection } from '../server/live.ts';
import { RailIncidents } from './RailIncidents.tsx';
import { areaPath } from './rail-path.ts';
import style from './TimeRail.module.css';

/** The clock, and the week behind it as a small area of "not in step". */
export function TimeRail({ fleet, at }: { fleet: FleetView | undefined; at: string | undefined }) {
  return (
    <section className={style.rail} aria-label="Time">
      {at ? <Past at={at} /> : <Now />}
      <Week fleet={fleet} at={at} />
      {at && (
        <Link to="." search={(search) => ({ ...search, at: undefined })} className={`btn sm ${style.back}`}>
          Back to now
        </Link>
      )}
    </section>
  );
}

function Now() {
  const connection = useConnection();
  const clock = useWallClock((now) => wallClock(now));
  const age = useWallClock((now) => duration(now - connection.since));
  if (connection.phase === 'lost') {
    return (
      <div className={style.state} role="status">
        <span className={style.lost}>
          <Icon name="clock" />
        </span>
        <span>Connection lost {age} ago.</span>
        <span className={`i2 ${style.stands}`}>
          Numbers stand still at {hourMinuteSecond(connection.since)}
          {connection.attempts > 0 && `, reconnecting, try ${connection.attempts}`}
        </span>
      </div>
    );
  }
  const [day, time] = clock.split(', ');
  return (
    <div className={style.state}>
      <span className={connection.phase === 'live' ? 'live pulse' : `live ${style.waiting}`} aria-hidden="true" />
      <span>Now</span>
      <span className="i3">
        <span className={style.day}>{day}, </span>
        <time>{time}</time>
      </span>
    </div>
  );
}

function Past({ at }: { at: string }) {
  const age = useWallClock((now) => duration(now - Date.parse(at)));
  const connection = useConnection();
  const lost = useWallClock((now) => duration(now - connection.since));
  return (
    <div className={style.state} role="status">
      <Icon name="clock" />
      <b className="b">As of {absolute(Date.parse(at))}</b>
      <span className={style.stands}>
        {age} ago, read-only
        {connection.phase === 'lost' && `. Connection lost ${lost} ago`}
      </span>
    </div>
  );
}

const HOURS = 168;
const HEIGHT = 35;

function Week({ fleet, at }: { fleet: FleetView | undefined; at: string | undefined }) {
  if (fleet && fleet.total === 0) {
    return <div className={`i3 small ${style.begin}`}>History begins with the first report.</div>;
  }
  return <WeekArea fleet={fleet} at={at} />;
}

function WeekArea({ fleet, at }: { fleet: FleetView | undefined; at: string | undefined }) {
  const history = useFleetHistory('7d', HOURS + 1);
  const now = useWallClock((moment) => Math.floor(moment / MINUTE) * MINUTE);
  if (!history.data) return <div className={style.track} />;

  const from = now - 7 * DAY;
  const rows = historyRows(history.data, at ? undefined : fleet, now);
  const values = rows.map((row) => [row.at, sumOf(row, NOT_IN_STEP)] as const);
  const tallest = Math.max(4, (fleet?.total ?? 0) * 0.1, ...values.map(([, value]) => value));
  const { line, ground } = areaPath(values, { from, to: now }, tallest, HEIGHT);
  const place = (moment: number) => `${((moment - from) / (now - from)) * 100}%`;
  const head = at ? Math.min(Math.max(Date.parse(at), from), now) : now;
  return (
    <div className={style.track}>
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 1000 ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Not in step over the last seven days; now ${values[values.length - 1]?.[1] ?? 0}`}
      >
        <path d={ground} fill="currentColor" opacity=".28" />
        <path d={line} fill="none" stroke="currentColor" vectorEffect="non-scaling-stroke" />
      </svg>
      {midnights(from, now).map((midnight) => (
        <span key={midnight} className={style.midnight} style={{ left: place(midnight) }} aria-hidden="true">
          {now - midnight > DAY / 3 && weekdayAndDay(midnight)}
        </span>
      ))}
      <RailIncidents open={fleet?.incidents ?? []} at={at} from={from} to={now} />
      <span className={style.head} style={{ left: place(head) }} aria-hidden="true" />
    </div>
  );
}
