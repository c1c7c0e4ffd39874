import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Hold } from '../design/Hold.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { count, many } from '../figures/numbers.ts';
import { useFleet } from '../fleet/useFleet.ts';
import { Filters } from './Filters.tsx';
import { isFiltered, isNarrowed, toQuery, type ListSearch } from './list-search.ts';
import { ReplicaTable } from './ReplicaTable.tsx';
import { StatusTabs } from './StatusTabs.tsx';
import { useHeldChanges, useReplicaList, useStatusTotals } from './useReplicaList.ts';
import style from './MailboxesPage.module.css';

export function MailboxesPage() {
  usePageTitle('Mailboxes');
  const at = useAt();
  const search = useSearch({ from: '/shell/mailboxes' });
  const navigate = useNavigate({ from: '/mailboxes' });
  const query = toQuery(search);
  const list = useReplicaList(query, at);
  const fleet = useFleet(at);
  const narrowed = isNarrowed(search);
  const totals = useStatusTotals(query, at, narrowed);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total;
  const held = useHeldChanges(query, at, rows, !list.hasNextPage);
  const change = (said: Partial<ListSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...said }), replace: 'q' in said });

  return (
    <main className="page">
      <div className={style.head}>
        <h1 className="title">Mailboxes</h1>
        {total !== undefined && fleet.data && (
          <span className="i3">
            {count(total)} of {count(fleet.data.total)}
          </span>
        )}
      </div>
      <section className="panel" aria-label="Mailboxes">
        <StatusTabs search={search} counts={narrowed ? totals : (fleet.data?.statuses ?? null)} />
        <Filters search={search} onChange={change} at={at} />
        <Hold changes={held.changes} fresh={held.fresh} many={held.many} onShow={held.show} />
        {list.isError && !list.data ? (
          <div className={style.padded}>
            <Failed what="The list could not be read." error={list.error} onRetry={() => void list.refetch()} />
          </div>
        ) : !list.data ? (
          <Skeleton lines={8} />
        ) : rows.length === 0 ? (
          <Empty
            title={isFiltered(search) ? 'No mailbox is like that.' : 'No mailbox yet.'}
            action={
              isFiltered(search) && (
                <button type="button" className="btn" onClick={() => void navigate({ search: { sort: search.sort } })}>
                  Clear filters
                </button>
              )
            }
          >
            {isFiltered(search)
              ? `None of ${many(fleet.data?.total ?? 0, 'mailbox', 'mailboxes')} matches these filters.`
              : 'Enrol a machine on the fleet page; its mailbox will appear here.'}
          </Empty>
        ) : (
          <ReplicaTable
            rows={rows}
            query={query}
            counts={narrowed ? totals : (fleet.data?.statuses ?? null)}
            stale={list.isPlaceholderData}
            onSort={(sort) => change({ sort })}
            onEnd={() => void (list.hasNextPage && !list.isFetchingNextPage && list.fetchNextPage())}
          />
        )}
        {list.data && rows.length > 0 && (
          <div className={`i3 small ${style.foot}`}>
            <span>
              {rows.length === total
                ? `All ${many(rows.length, 'row')}`
                : `${count(rows.length)} of ${many(total ?? 0, 'row')} read`}
              . Grey numbers of silent devices are last known.
            </span>
            <span className={style.keys} aria-hidden="true">
              <kbd>J</kbd>
              <kbd>K</kbd> move <kbd>Enter</kbd> open <kbd>/</kbd> find
            </span>
          </div>
        )}
      </section>
    </main>
  );
}
