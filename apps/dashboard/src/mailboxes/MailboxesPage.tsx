import type { ReplicaQuery } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Failed } from '../design/Answers.tsx';
import { Hold } from '../design/Hold.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { STATUSES, sumOf } from '../design/statuses.ts';
import { count, many } from '../figures/numbers.ts';
import { usePolicies } from '../policies/usePolicies.ts';
import { queryString } from '../server/request.ts';
import { useFleet } from '../fleet/useFleet.ts';
import { Filters } from './Filters.tsx';
import { columnsOf, USUAL_COLUMNS } from './columns.ts';
import { rememberList } from './last-list.ts';
import {
  closedOf,
  isNarrowed,
  statusesOf,
  toggledGroup,
  toParameters,
  toQuery,
  toRead,
  withoutFilters,
  type ListSearch,
} from './list-search.ts';
import { ListTools } from './ListTools.tsx';
import { NoMailboxes } from './NoMailboxes.tsx';
import { ReplicaTable } from './ReplicaTable.tsx';
import { SavedViews } from './SavedViews.tsx';
import { StatusTabs } from './StatusTabs.tsx';
import { lastColumns, rememberColumns, useDensity } from './useDensity.ts';
import { policyName } from './filter-words.ts';
import { useHeldChanges, useReplicaList, useStatusTotals } from './useReplicaList.ts';
import style from './MailboxesPage.module.css';

export function MailboxesPage() {
  usePageTitle('Mailboxes');
  const at = useAt();
  const search = useSearch({ from: '/shell/mailboxes' });
  useEffect(() => rememberList(search), [search]);
  const navigate = useNavigate({ from: '/mailboxes' });
  // With every group closed there is nothing to read: the lines alone stand.
  const reads = toRead(search) !== null;
  const name = JSON.stringify(toRead(search) ?? toQuery(search));
  const query = useMemo(() => JSON.parse(name) as ReplicaQuery, [name]);
  const list = useReplicaList(query, at);
  const fleet = useFleet(at);
  const narrowed = isNarrowed(search);
  const totals = useStatusTotals(query, at, narrowed);
  const rows = useMemo(() => (reads && list.data?.pages.flatMap((page) => page.items)) || [], [list.data, reads]);
  const read = list.data?.pages[0];
  const whole = toQuery(search);
  const total = read && sumOf(read.statuses, whole.status ?? STATUSES);
  const complete = !reads || !list.hasNextPage;
  const held = useHeldChanges(query, at, rows, complete);
  const change = (said: Partial<ListSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...said }), replace: 'q' in said });
  const clear = () => void navigate({ search: withoutFilters });

  const closedNow = closedOf(search).join(',');
  const counts = narrowed ? (totals ?? list.data?.pages[0]?.statuses ?? null) : (fleet.data?.statuses ?? null);
  const columns = useMemo(
    () => columnsOf(search.columns ?? lastColumns() ?? undefined) ?? USUAL_COLUMNS,
    [search.columns],
  );
  // A closed group without rows has no line.
  const closed = useMemo(
    () => statusesOf(closedNow).filter((status) => counts === null || counts[status] > 0),
    [closedNow, counts],
  );
  const [density, setDensity] = useDensity();
  const policies = usePolicies(at).data;
  const nameOf = useCallback((id: string) => policyName(id, policies), [policies]);
  const csv = `/api/v1/replicas.csv${queryString({ ...toParameters(whole), at })}`;

  return (
    <main className="page">
      <div className={style.head}>
        <h1 className="title">Mailboxes</h1>
        {total !== undefined && fleet.data && (
          <span className="i3">
            {count(total)} of {count(fleet.data.total)}
          </span>
        )}
        <ListTools
          columns={columns}
          onColumns={(chosen) => {
            const said = columnsOf(chosen.join(','))?.join(',');
            rememberColumns(said);
            change({ columns: said });
          }}
          csv={csv}
          total={total}
          density={density}
          onDensity={setDensity}
        />
      </div>
      <section className="panel" aria-label="Mailboxes">
        <StatusTabs search={search} counts={counts}>
          <SavedViews search={search} at={at} />
        </StatusTabs>
        <Filters search={search} fleet={fleet.data} onChange={change} onClear={clear} at={at} />
        {list.data && <Hold changes={held.changes} fresh={held.fresh} many={held.many} onShow={held.show} />}
        {list.isRefetchError && (
          <Failed
            what="The list could not be read again."
            error={list.error}
            shownAt={list.dataUpdatedAt}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.isError && !list.data ? (
          <div className={style.padded}>
            <Failed what="The list could not be read." error={list.error} onRetry={() => void list.refetch()} />
          </div>
        ) : !list.data ? (
          <Skeleton lines={8} />
        ) : rows.length === 0 && closed.length === 0 ? (
          <NoMailboxes
            search={search}
            total={fleet.data?.total ?? 0}
            at={at}
            known={{ incidents: fleet.data?.incidents ?? [], policies }}
            onChange={change}
            onClear={() => void navigate({ search: { sort: search.sort } })}
          />
        ) : (
          <ReplicaTable
            rows={rows}
            query={query}
            counts={counts}
            closed={closed}
            complete={complete}
            stale={list.isPlaceholderData}
            columns={columns}
            density={density}
            at={at}
            policyName={nameOf}
            onSort={(sort) => change({ sort })}
            onToggleGroup={(status) =>
              void navigate({ search: (old) => toggledGroup(old, status), replace: true, resetScroll: false })
            }
            onEnd={() => void (reads && list.hasNextPage && !list.isFetching && !list.isError && list.fetchNextPage())}
          />
        )}
        {list.isFetchNextPageError && (
          <Failed
            what="The rows after these could not be read."
            error={list.error}
            onRetry={() => void list.fetchNextPage()}
          />
        )}
        {list.data && rows.length > 0 && (
          <div className={`i3 small ${style.foot}`}>
            <span>
              {complete
                ? `All ${many(rows.length, 'row')}`
                : `${count(rows.length)} of ${many(total ?? 0, 'row')} read`}
              {closed.length > 0 && `, ${many(closed.length, 'group')} closed`}. Grey numbers of silent devices are last
              known.
            </span>
            <span className={style.keys} aria-hidden="true">
              <kbd>J</kbd>
              <kbd>K</kbd> move <kbd>Enter</kbd> open <kbd>X</kbd> select <kbd>A</kbd> acknowledge <kbd>F</kbd> filter
            </span>
          </div>
        )}
      </section>
    </main>
  );
}
