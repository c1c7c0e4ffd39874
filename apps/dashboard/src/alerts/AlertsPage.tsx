import type { AlertView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAt } from '../app/useAt.ts';
import { useKeys } from '../app/keyboard.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Failed } from '../design/Answers.tsx';
import { Hold } from '../design/Hold.tsx';
import { Icon } from '../design/Icon.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { MINUTE } from '../figures/time.ts';
import { readWhole } from '../server/read-whole.ts';
import { sessionQuery } from '../server/session.ts';
import type { Act } from './acts.ts';
import { AlertGroups } from './AlertGroups.tsx';
import { grouped } from './alert-groups.ts';
import { AlertPanel } from './AlertPanel.tsx';
import { alertsCsv } from './alerts-csv.ts';
import { AlertTabs } from './AlertTabs.tsx';
import { tabOf, withinADay } from './alert-tabs.ts';
import { inboxText } from './alert-words.ts';
import { BulkBar } from './BulkBar.tsx';
import { NoAlerts } from './NoAlerts.tsx';
import { NobodyTold } from './NobodyTold.tsx';
import { useAlertCounts, useAlertList } from './useAlerts.ts';
import { useHeldAlerts } from './useHeldAlerts.ts';
import { useSelection } from './useSelection.ts';
import style from './AlertsPage.module.css';

/** What fires and nobody has taken, then the rest; beside it one alert with all that happened to it. */
export function AlertsPage() {
  usePageTitle('Alerts');
  const at = useAt();
  const { tab = 'open', q } = useSearch({ from: '/shell/alerts' });
  const { id: openId } = useParams({ strict: false });
  const navigate = useNavigate({ from: '/alerts' });
  const user = useQuery(sessionQuery).data?.user ?? '';
  const list = useAlertList({ tab, q, at });
  const counts = useAlertCounts(at).data;
  const [act, setAct] = useState<Act['act'] | null>(null);
  const now = useNow(MINUTE);

  const read = list.data?.pages.flatMap((page) => page.items) ?? [];
  const alerts = tab === 'resolved' ? withinADay(read, now) : read;
  const more = list.hasNextPage && alerts.length === read.length;
  const groups = grouped(alerts);
  const ids = groups.flatMap(({ items }) => items.map(({ alert }) => alert.id));
  const held = useHeldAlerts({ tab, q, at }, read, user);
  const selection = useSelection(ids, openId, at === undefined && tab !== 'resolved', setAct);
  const close = () => void navigate({ to: '/alerts', search: (old) => old, resetScroll: false });
  useKeys({ Escape: close }, openId !== undefined);

  return (
    <main className="page">
      <div className={style.head}>
        <h1 className="title">Alerts</h1>
        {counts && <span className="i3">{inboxText(counts.notTaken, counts.open)}</span>}
        <span className="grow" />
        <SaveCsv
          what="All alerts of this list, also those not read yet"
          file={`alerts-${tab}`}
          csv={async () => {
            const whole = await readWhole<AlertView>('/alerts', { ...tabOf(tab).query, q, at });
            return alertsCsv(tab === 'resolved' ? withinADay(whole, now) : whole);
          }}
          none={alerts.length === 0}
        />
        <Link to="/settings/$section" params={{ section: 'silences' }} search={{}} className="btn ghost">
          <Icon name="bellOff" size={14} />
          Silences
        </Link>
        <Link to="/settings/$section" params={{ section: 'maintenance' }} search={{}} className="btn ghost">
          <Icon name="wrench" size={14} />
          Maintenance
        </Link>
      </div>
      <div className={`${style.page} ${openId === undefined ? '' : style.withPanel}`}>
        <section className={`panel ${style.list}`} aria-label="Inbox">
          <div className={style.top}>
            <AlertTabs tab={tab} counts={counts} />
            <SearchAsYouType
              label="Find in alerts"
              placeholder="Find"
              className={style.find}
              value={q ?? ''}
              onChange={(said) =>
                void navigate({ to: '.', search: (old) => ({ ...old, q: said || undefined }), replace: true })
              }
            />
          </div>
          {at === undefined && <NobodyTold />}
          <BulkBar selection={selection} user={user} act={act} onAct={setAct} />
          {list.data && <Hold changes={held.changes} fresh={held.fresh} many={held.many} onShow={held.show} />}
          {list.isError && !list.data ? (
            <div className={style.padded}>
              <Failed what="The alerts could not be read." error={list.error} onRetry={() => void list.refetch()} />
            </div>
          ) : !list.data ? (
            <Skeleton lines={8} />
          ) : groups.length === 0 ? (
            <NoAlerts tab={tab} q={q} counts={counts} past={at !== undefined} />
          ) : (
            <AlertGroups groups={groups} more={more} user={user} openId={openId} selection={selection} />
          )}
          {more && (
            <button
              type="button"
              className={style.more}
              disabled={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              Show more
            </button>
          )}
        </section>
        {openId !== undefined && <AlertPanel key={openId} id={openId} user={user} at={at} onClose={close} />}
      </div>
    </main>
  );
}
