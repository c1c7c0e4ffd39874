import type { AlertDetail, BiographyEntry } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../design/Icon.tsx';
import { StatusShape } from '../design/StatusShape.tsx';
import { useNow } from '../figures/clock.ts';
import { absolute, dayTitle, duration, hourMinuteSecond, MINUTE, sameDay } from '../figures/time.ts';
import style from './Biography.module.css';

/** What happened, newest first: judged, told, taken, mended; and the lives before this one. */
export function Biography({ alert: { biography, before, id } }: { alert: AlertDetail }) {
  const now = useNow(MINUTE);
  return (
    <>
      <ol className={style.story} aria-label="Biography">
        {biography.map((entry, index) => (
          <Entry
            key={`${entry.cursor} ${entry.type} ${index}`}
            entry={entry}
            day={newDay(biography, index, now) ? dayTitle(Date.parse(entry.at), now) : null}
          />
        ))}
      </ol>
      {before.length > 0 && (
        <>
          <h3 className={style.before}>Before</h3>
          <ul className={style.story} aria-label="The lives before">
            {before.map((life) => (
              <li key={`${life.id} ${life.firedAt}`} className={style.entry}>
                <time dateTime={life.firedAt} title={absolute(Date.parse(life.firedAt))}>
                  {hourMinuteSecond(Date.parse(life.firedAt))}
                </time>
                <span className={style.sign}>
                  <Icon name="clock" size={14} />
                </span>
                <div>
                  <div className="m">
                    {life.id === id ? (
                      'This alert, a life before'
                    ) : (
                      <Link to="/alerts/$id" params={{ id: life.id }} search={(old) => old} className="link">
                        The same alert, #{life.id}
                      </Link>
                    )}
                  </div>
                  <div className="i2 small">
                    {dayTitle(Date.parse(life.firedAt), now)}
                    {life.resolvedAt !== null &&
                      `, open ${duration(Date.parse(life.resolvedAt) - Date.parse(life.firedAt))}`}
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Entry({ entry: { at, text, by, type, detail }, day }: { entry: BiographyEntry; day: string | null }) {
  return (
    <>
      {day !== null && <li className={style.day}>{day}</li>}
      <li className={style.entry}>
        <time dateTime={at} title={absolute(Date.parse(at))}>
          {hourMinuteSecond(Date.parse(at))}
        </time>
        <span className={style.sign}>
          <Sign type={type} />
        </span>
        <div>
          <div className={looksOf(type)}>{text}</div>
          {by !== null && <div className="i2 small">{by}</div>}
          {detail !== null && <div className="i2 small">{detail}</div>}
        </div>
      </li>
    </>
  );
}

function looksOf(type: string): string | undefined {
  if (NOT_TOLD.has(type)) return `m ${style.failed}`;
  return type === 'AlertCommented' ? undefined : 'm';
}

/** The first entry of a day says which, unless all of it is today. */
function newDay(entries: readonly BiographyEntry[], index: number, now: number): boolean {
  const at = Date.parse(entries[index]!.at);
  return index === 0 ? !sameDay(at, now) : !sameDay(at, Date.parse(entries[index - 1]!.at));
}

const SIGNS: Readonly<Record<string, IconName>> = {
  AlertFired: 'bell',
  AlertEscalated: 'bell',
  AlertRegressed: 'bell',
  AlertRelapsed: 'bell',
  NotificationQueued: 'clock',
  NotificationDelivered: 'check',
  AlertAcknowledged: 'taken',
  AlertUnacknowledged: 'user',
  AlertAssigned: 'user',
  AlertCommented: 'user',
  AlertSuppressionChanged: 'bellOff',
  IncidentFixTried: 'wrench',
  IncidentFixConfirmed: 'check',
  IncidentFixFailed: 'cross',
  IncidentFixWithdrawn: 'wrench',
};

/** What was said, and nobody got. */
const NOT_TOLD: ReadonlySet<string> = new Set(['NotificationFailed', 'NotificationDropped']);

function Sign({ type }: { type: string }) {
  if (type === 'AlertRecovering' || type === 'AlertResolved') return <StatusShape status="in-step" size={12} />;
  if (NOT_TOLD.has(type))
    return (
      <span className={style.failed}>
        <Icon name="cross" size={14} />
      </span>
    );
  const icon = SIGNS[type];
  return icon ? <Icon name={icon} size={14} /> : <i className={style.dot} />;
}
