import { Icon } from '../design/Icon.tsx';
import { useBeingRebuilt } from '../server/being-rebuilt.ts';
import style from './BeingRebuilt.module.css';

/** After an upgrade, while what is read is made anew: nothing is broken, so nothing is red, and each read asks again by itself. */
export function BeingRebuilt() {
  const said = useBeingRebuilt();
  // The region is there before it says something, so that it is read out.
  return (
    <div role="status" className={style.bar}>
      {said !== null && (
        <div className="answer">
          <div>
            <div className="m row g6">
              <Icon name="clock" /> Being built anew
            </div>
            <div className="i2">{said}</div>
          </div>
          <span className="i3">asks again by itself</span>
        </div>
      )}
    </div>
  );
}
