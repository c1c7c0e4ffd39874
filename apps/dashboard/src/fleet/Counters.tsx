import type { FleetView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { StatusBar } from '../design/StatusBar.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { STATUSES } from '../design/statuses.ts';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { MINUTE } from '../figures/time.ts';
import { saidOf } from './counter-said.ts';
import { useChanges } from './useFleetChange.ts';
import style from './FleetPage.module.css';

/** One counter a status, each the way to exactly the list it counts. */
export function Counters({ fleet, at }: { fleet: FleetView; at: string | undefined }) {
  const changes = useChanges(fleet, at);
  const now = useNow(MINUTE);
  return (
    <section className="panel" aria-label="Mailboxes by status">
      <StatusBar statuses={fleet.statuses} />
      <ul className={style.counters}>
        {STATUSES.map((status) => (
          <li key={status}>
            <Link to="/mailboxes" search={{ status }} className={fleet.statuses[status] === 0 ? style.zero : undefined}>
              <StatusWord status={status} />
              {/* A new key draws the number anew, so that its change tints for a moment. */}
              <div className={`changed ${style.count}`} key={fleet.statuses[status]}>
                {count(fleet.statuses[status])}
              </div>
              <div className={style.said}>{saidOf(status, fleet, changes, now)}</div>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
