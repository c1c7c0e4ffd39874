import type { FleetView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { StatusBar } from '../design/StatusBar.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { STATUSES, type Status } from '../design/statuses.ts';
import { count, listed, share } from '../figures/numbers.ts';
import style from './FleetPage.module.css';

/** One counter a status, each the way to exactly the list it counts. */
export function Counters({ fleet }: { fleet: FleetView }) {
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
              <div className={style.said}>{saidOf(status, fleet)}</div>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function saidOf(status: Status, fleet: FleetView): string {
  if (fleet.statuses[status] === 0) return 'none';
  if (status === 'silent') {
    const { late, missing, neverReported } = fleet.silence;
    return listed(
      [
        late > 0 && `${count(late)} late`,
        missing > 0 && `${count(missing)} missing`,
        neverReported > 0 && `${count(neverReported)} never reported`,
      ].filter((part) => part !== false),
    );
  }
  const part = share(fleet.statuses[status], fleet.total);
  return status === 'in-step' ? `${part} of ${count(fleet.total)}` : part;
}
