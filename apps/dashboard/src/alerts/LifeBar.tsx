import type { AlertDetail } from '@lockstep/contracts';
import { useNow } from '../figures/clock.ts';
import { absolute, duration, hourMinute, MINUTE, shortly } from '../figures/time.ts';
import { lifeOf } from './life.ts';
import style from './LifeBar.module.css';

/** How long it waited, fired and recovered, as one bar with its times. A stretch is never too short to be seen. */
export function LifeBar({ alert }: { alert: AlertDetail }) {
  const now = useNow(MINUTE);
  const life = lifeOf(alert, now);
  const end = life.at(-1)!.to;
  const total = Math.max(1, end - life[0]!.from);
  const summary = life
    .map(({ as, from, to }) => `${as} from ${shortly(from, now)} for ${duration(to - from)}`)
    .join(', ');
  return (
    <figure className={style.life} aria-label={`Its life: ${summary}`}>
      <div className={style.stretches} aria-hidden="true">
        {life.map(({ as, from, to }) => (
          <i
            key={`${as} ${from}`}
            className={style[as]}
            style={{ flexGrow: Math.max(0.04, (to - from) / total) }}
            title={`${as}, ${absolute(from)}, ${duration(to - from)}`}
          />
        ))}
      </div>
      <div className={style.times} aria-hidden="true">
        {legend(life).map(({ as, from }) => (
          <span key={`${as} ${from}`}>
            {shortly(from, now)}
            <br />
            {as}
          </span>
        ))}
        <span className={style.last}>
          {hourMinute(end)}
          <br />
          {alert.resolvedAt === null ? 'now' : 'resolved'}
        </span>
      </div>
    </figure>
  );
}

const MOST = 3;
/** A life of many turns has no room for all of their times: the first and the last say most. */
const legend = <T,>(life: readonly T[]): readonly T[] =>
  life.length <= MOST ? life : [life[0]!, ...life.slice(1 - MOST)];
