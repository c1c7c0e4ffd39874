import type { Progress } from '@lockstep/contracts';
import { useTicking } from '../figures/clock.ts';
import { count, NBSP } from '../figures/numbers.ts';
import { absolute, shortly } from '../figures/time.ts';

/** How far a backlog is worked off, and when it should be gone. No arrival is said where the data cannot tell one. `brief`: not how fast. */
export function ProgressBar({ progress, brief = false }: { progress: Progress; brief?: boolean }) {
  const { done, backlog, eta, itemsPerHour } = progress;
  const percent = Math.floor(done * 100);
  const arrival = useTicking((now) => (eta === null ? '' : `about ${shortly(Date.parse(eta.at), now)}`));
  return (
    <div className="behind">
      <div
        className="prog"
        style={{ flex: '0 9 180px', minWidth: 48 }}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label="Worked off"
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <span className="i2 small">
        <b className="b">
          {percent}
          {NBSP}%
        </b>{' '}
        · {count(backlog)} behind
        {!brief && itemsPerHour !== null && itemsPerHour > 0 && ` · ${count(itemsPerHour)} an hour`}
        {eta !== null && (
          <span title={`between ${absolute(Date.parse(eta.earliest))} and ${absolute(Date.parse(eta.latest))}`}>
            {' '}
            · {arrival}
          </span>
        )}
      </span>
    </div>
  );
}
