import type { IncidentDetail } from '@lockstep/contracts';
import { Link, useParams } from '@tanstack/react-router';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { Steps } from '../diagnosis/Steps.tsx';
import { isNotFound } from '../server/request.ts';
import { Before } from './Before.tsx';
import { CopySteps, IncidentHead } from './IncidentPanel.tsx';
import { IncidentStory } from './IncidentStory.tsx';
import { Members } from './Members.tsx';
import { useIncident } from './useIncident.ts';
import { useLiveIncidentAlerts } from './useIncidentAlert.ts';
import style from './Incident.module.css';

/** One incident whole: its cause, its fix, and every mailbox that it took in. */
export function IncidentPage() {
  const { id } = useParams({ from: '/shell/incidents/$id' });
  const incident = useIncident(id, useAt());
  usePageTitle(incident.data?.title ?? 'Incident');
  useLiveIncidentAlerts(incident.data ? [incident.data] : []);

  if (!incident.data) {
    if (incident.isError && isNotFound(incident.error)) return <NotFound />;
    return (
      <main className="page col g16">
        <h1 className="visually-hidden">Incident</h1>
        {incident.isError ? (
          <Failed
            what="The incident could not be read."
            error={incident.error}
            onRetry={() => void incident.refetch()}
          />
        ) : (
          <Skeleton lines={6} />
        )}
      </main>
    );
  }
  return (
    <main className="page col g16">
      <nav aria-label="Where this is">
        <ol className="crumb">
          <li>
            <Link to="/">Fleet</Link>
          </li>
          <li>
            <span className="i2 m clip" aria-current="page">
              Incident
            </span>
          </li>
        </ol>
      </nav>
      <h1 className="visually-hidden">{incident.data.title}</h1>
      <IncidentHead incident={incident.data} />
      <div className={style.page}>
        <div className="col g16">
          <Members incident={incident.data} />
          <Before incidents={incident.data.before} />
        </div>
        <div className="col g16">
          {incident.data.closedAt === null && <WhatToDo incident={incident.data} />}
          <IncidentStory incident={incident.data} />
          {incident.data.closedAt !== null && <WhatToDo incident={incident.data} />}
        </div>
      </div>
    </main>
  );
}

function WhatToDo({ incident }: { incident: IncidentDetail }) {
  const steps = incident.firstFix?.steps ?? [];
  return (
    <Panel
      title={incident.closedAt === null ? 'First fix to try' : 'If it comes back'}
      controls={<span className="tag">{incident.cause}</span>}
    >
      {steps.length === 0 ? (
        <p className="i2">No fix is known for this cause.</p>
      ) : (
        <>
          <Steps steps={steps} />
          <div className={`row wrap ${style.actions}`}>
            <CopySteps incident={incident} />
            <Link to="/fixes" search={{ fix: incident.cause }} className="btn ghost">
              How it fares here
            </Link>
          </div>
        </>
      )}
    </Panel>
  );
}
