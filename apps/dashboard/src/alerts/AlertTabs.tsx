import type { AlertCounts } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import style from '../design/Tabs.module.css';
import { count } from '../figures/numbers.ts';
import { TABS, type AlertTab } from './alert-tabs.ts';

/** The inbox by what is to be done. A count is of exactly the alerts that its tab shows. */
export function AlertTabs({ tab, counts }: { tab: AlertTab; counts: AlertCounts | undefined }) {
  return (
    <nav className={style.tabs} aria-label="Alerts by state">
      {TABS.map(({ tab: one, word, said, counts: of }) => (
        <Link
          key={one}
          to="."
          search={(old) => ({ ...old, tab: one === 'open' ? undefined : one })}
          resetScroll={false}
          title={said}
          className={one === tab ? style.on : undefined}
          aria-current={one === tab ? 'true' : undefined}
        >
          {word}
          {counts && <span className={style.n}>{count(counts[of])}</span>}
        </Link>
      ))}
    </nav>
  );
}
