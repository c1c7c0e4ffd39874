import type { ReplicaList } from '@lockstep/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { OUT_OF_STEP } from '../design/statuses.ts';
import { paperVariables } from '../design/theme.ts';
import { incidentAlertQuery } from '../incidents/useIncidentAlert.ts';
import { serverNow } from '../figures/clock.ts';
import { get } from '../server/request.ts';
import { Report } from './Report.tsx';
import { useFleet, useFleetAges, useFleetGroups } from './useFleet.ts';
import style from './Report.module.css';

const WORST = 40;

/** The fleet on paper: always in light colours, on A4, with every number as text. What is printed is what is seen. */
export function ReportPage() {
  usePageTitle('Fleet report');
  const at = useAt();
  const { print } = useSearch({ from: '/shell/report' });
  const fleet = useFleet(at);
  const servers = useFleetGroups('server', at);
  const ages = useFleetAges(at);
  // Of the past only an order by status can be asked for: the numbers of then are folded page by page.
  const worst = useQuery({
    queryKey: ['report-worst', at ?? 'now'],
    queryFn: ({ signal }) =>
      get<ReplicaList>(
        '/replicas',
        { status: OUT_OF_STEP.join(','), sort: at ? 'status' : '-itemsBehind', limit: WORST, at },
        signal,
      ),
  });
  const alerts = useQueries({
    queries: (fleet.data?.incidents ?? []).flatMap(({ alert }) =>
      alert === null ? [] : [incidentAlertQuery(alert, at)],
    ),
  });
  const parts = [fleet, servers, ages, worst, ...alerts];
  // A part that cannot be read is said so on the paper; the rest is printed all the same.
  const settled = parts.every((part) => part.data !== undefined || part.isError);
  usePrintOnce(print === '1' && settled && fleet.data !== undefined);

  return (
    <main className={`page ${style.page}`}>
      <div className={style.tools}>
        <Link to="/" className="btn ghost">
          <Icon name="back" /> Fleet
        </Link>
        <span className="grow" />
        <button type="button" className="btn pri" disabled={!settled} onClick={() => window.print()}>
          <Icon name="print" /> Print or save as PDF
        </button>
      </div>
      <article className={style.sheet} style={paperVariables as React.CSSProperties}>
        {fleet.data && settled ? (
          <Report
            fleet={fleet.data}
            alerts={alerts.flatMap(({ data }) => data ?? [])}
            servers={servers.data?.groups ?? null}
            ages={ages.data ?? null}
            worst={worst.data ?? null}
            at={at ? Date.parse(at) : serverNow()}
            isPast={at !== undefined}
          />
        ) : fleet.isError ? (
          <Failed what="The fleet could not be read." error={fleet.error} onRetry={() => void fleet.refetch()} />
        ) : (
          <Skeleton lines={12} />
        )}
      </article>
    </main>
  );
}

/** Opens the browser's print when the page is whole, once: a reload must not print again. */
function usePrintOnce(ready: boolean): void {
  const navigate = useNavigate({ from: '/report' });
  const done = useRef(false);
  useEffect(() => {
    if (!ready || done.current) return;
    done.current = true;
    void document.fonts.ready.then(async () => {
      await navigate({ search: (old) => ({ ...old, print: undefined }), replace: true });
      window.print();
    });
  }, [ready, navigate]);
}
