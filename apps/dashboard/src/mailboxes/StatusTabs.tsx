import type { StatusCounts } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { StatusShape } from '../design/StatusShape.tsx';
import { OUT_OF_STEP, STATUSES, sumOf, WORDS, type Status } from '../design/statuses.ts';
import tabs from '../design/Tabs.module.css';
import { count } from '../figures/numbers.ts';
import type { ListSearch } from './list-search.ts';
import { currentView, useSavedViews } from './saved-views.ts';

interface Tab {
  readonly word: string;
  readonly statuses: readonly Status[];
  readonly shape?: Status;
}

const TABS: readonly Tab[] = [
  { word: 'All', statuses: STATUSES },
  { word: 'Out of step', statuses: OUT_OF_STEP },
  ...STATUSES.map((status) => ({ word: WORDS[status], statuses: [status], shape: status })),
];

/** The list by status. A count is of exactly the rows its tab shows, under the filters that are set. */
export function StatusTabs({
  search,
  counts,
  children,
}: {
  search: ListSearch;
  counts: StatusCounts | null;
  /** What follows them. */
  children: ReactNode;
}) {
  // Of all tabs one is current: a view that has a name stands before the status that it shows.
  const isSaved = currentView(search, useSavedViews().views) !== null;
  return (
    <nav className={tabs.tabs} aria-label="Views">
      {TABS.map((tab) => {
        const status = tab.statuses.length === STATUSES.length ? undefined : tab.statuses.join(',');
        const on = !isSaved && search.status === status;
        return (
          <Link
            key={tab.word}
            to="/mailboxes"
            search={{ ...search, status, view: undefined }}
            className={on ? tabs.on : undefined}
            aria-current={on ? 'true' : undefined}
          >
            {tab.shape && <StatusShape status={tab.shape} size={10} />}
            {tab.word}
            {counts && <span className={tabs.n}>{count(sumOf(counts, tab.statuses))}</span>}
          </Link>
        );
      })}
      {children}
    </nav>
  );
}
