import type { EtaView, Progress } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { Figure } from '../design/Figure.tsx';
import { useTicking } from '../figures/clock.ts';
import { count, NBSP } from '../figures/numbers.ts';
import { absolute, shortly } from '../figures/time.ts';
import { Ago } from '../figures/When.tsx';
import { paceText } from './backlog.ts';
import style from './Backlog.module.css';

/** How many are still behind, of how many, and when it should end; no end is said where the data cannot tell one. */
export function CatchUp({ progress, children }: { progress: Progress; children?: ReactNode }) {
  const { done, backlog, most, eta, itemsPerHour, since } = progress;
  const percent = Math.floor(done * 100);
  const pace = paceText(itemsPerHour, count);
  return (
    <div className={style.figures} role="group" aria-label="How far it has caught up">
      <div className={style.eta}>
        <Figure label={`behind, of ${count(most)}`}>{count(backlog)}</Figure>
        {eta !== null ? <End eta={eta} /> : <span className="i3">when it ends cannot be told yet</span>}
      </div>
      <div
        className={`prog ${style.bar}`}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label="Worked off"
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <div className={`i2 small ${style.foot}`}>
        <span className="tn">
          <b className="b">
            {percent}
            {NBSP}%
          </b>
          {pace && ` · ${pace}`}
        </span>
        <span>
          for <Ago at={since} />
        </span>
      </div>
      {children}
    </div>
  );
}

function End({ eta }: { eta: EtaView }) {
  const [at, earliest, latest] = [eta.at, eta.earliest, eta.latest].map((end) => Date.parse(end));
  const end = useTicking((now) => shortly(at!, now));
  const range = useTicking((now) => {
    const [first, last] = [shortly(earliest!, now), shortly(latest!, now)];
    // Too few readings to stray from each other make no range.
    return first === last ? 'by its pace of late' : `${first} to ${last}`;
  });
  return (
    <div className="figure" title={`between ${absolute(earliest!)} and ${absolute(latest!)}`}>
      <span className={`fig ${style.end}`}>
        <span className="visually-hidden">in step about </span>
        {end}
      </span>
      <span className="i3 tn">{range}</span>
    </div>
  );
}
