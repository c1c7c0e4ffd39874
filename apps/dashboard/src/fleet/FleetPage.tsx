import { Link } from '@tanstack/react-router';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Ago } from '../figures/When.tsx';
import { OpenIncidents } from '../incidents/OpenIncidents.tsx';
import { Counters } from './Counters.tsx';
import { Feed } from './Feed.tsx';
import { FirstRun } from './FirstRun.tsx';
import { FleetHeadline } from './FleetHeadline.tsx';
import { FleetLoading } from './FleetLoading.tsx';
import { HurtMap } from './HurtMap.tsx';
import { StatusOverTime } from './StatusOverTime.tsx';
import { SyncAges } from './SyncAges.tsx';
import { useFleet } from './useFleet.ts';
import style from './FleetPage.module.css';

export function FleetPage() {
  usePageTitle('Fleet');
  const at = useAt();
  const fleet = useFleet(at);

  if (!fleet.data) {
    return (
      <main className="page col g16">
        <h1 className="visually-hidden">Fleet</h1>
        {fleet.isError ? (
          <Failed what="The fleet could not be read." error={fleet.error} onRetry={() => void fleet.refetch()} />
        ) : (
          <FleetLoading />
        )}
      </main>
    );
  }
  // Until the first report there is no fleet to show, only the way to one.
  if (!at && fleet.data.lastReportAt === null) return <FirstRun enrolled={fleet.data.total} />;

  return (
    <main className="page col g16">
      {fleet.data.incidents.length === 0 ? (
        <FleetHeadline fleet={fleet.data} at={at} />
      ) : (
        <>
          <h1 className="visually-hidden">Fleet</h1>
          <OpenIncidents incidents={fleet.data.incidents} />
        </>
      )}
      {fleet.isError && (
        <Failed
          what="The fleet could not be read again."
          error={fleet.error}
          shownAt={fleet.dataUpdatedAt}
          onRetry={() => void fleet.refetch()}
        />
      )}
      {/* Of a time of which nothing is known, there is nothing to count. */}
      {fleet.data.total > 0 && (
        <>
          <Counters fleet={fleet.data} at={at} />
          <div className="grid">
            <StatusOverTime fleet={fleet.data} at={at} />
            <SyncAges at={at} />
            <HurtMap at={at} />
            <Feed key={at ?? 'now'} at={at} />
          </div>
        </>
      )}
      <div className={style.foot}>
        {fleet.data.incidents.length > 0 && fleet.data.lastReportAt && (
          <span className="i3">
            Last report <Ago at={fleet.data.lastReportAt} suffix=" ago" />
          </span>
        )}
        <span className="grow" />
        <Link to="/report" search={{ print: '1' }} className="btn sm ghost">
          <Icon name="print" size={14} /> Print report
        </Link>
      </div>
    </main>
  );
}
