import { Skeleton } from '../design/Skeleton.tsx';
import style from './FleetPage.module.css';

/** The shape of the fleet, before its numbers are there. */
export function FleetLoading() {
  return (
    <>
      <div className={`panel ${style.toCome}`}>
        <Skeleton lines={2} label="Loading the fleet" />
      </div>
      <div className="grid" aria-hidden="true">
        {['s8', 's4', 's8', 's4'].map((span, place) => (
          <div key={place} className={`panel ${span} ${style.toCome}`}>
            <Skeleton lines={5} />
          </div>
        ))}
      </div>
    </>
  );
}
