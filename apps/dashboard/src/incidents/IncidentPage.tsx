import type { IncidentDetail } from '@lockstep/contracts';
import { Link, useParams } from '@tanstack/react-router';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { Steps } from '../diagnosis/Steps.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { count, listed } from '../figures/numbers.ts';
import { Moment } from '../figures/When.tsx';
import { isNotFound } from '../server/request.ts';
import { CopySteps, IncidentHead } from './IncidentPanel.tsx';
import { useIncident } from './useIncident.ts';
import style from './Incident.module.css';

/** One incident whole: its cause, its fix, and every mailbox that it took in. */
export function IncidentPage() {
  const { id } = useParams({ from: '/shell/incidents/$id' });
  const incident = useIncident(id, useAt());
  usePageTitle(incident.data?.title ?? 'Incident');

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
        <Members incident={incident.data} />
        <WhatToDo incident={incident.data} />
      </div>
    </main>
  );
}

function WhatToDo({ incident }: { incident: IncidentDetail }) {
  const steps = incident.firstFix?.steps ?? [];
  return (
    <Panel title="First fix to try" controls={<span className="tag">{incident.cause}</span>}>
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

function Members({ incident: { id, members, replicas, closedAt } }: { incident: IncidentDetail }) {
  const { body, items, before, after } = useVirtualRows(members.length, 35);
  const left = members.filter(({ leftAt }) => leftAt !== null).length;
  return (
    <Panel
      title="Mailboxes"
      sub={listed([
        ...(closedAt === null ? [`${count(replicas)} affected now`] : []),
        ...(left > 0 ? [`${count(left)} recovered`] : []),
      ])}
      controls={
        closedAt === null && (
          <Link to="/mailboxes" search={{ incident: id }} className="btn sm">
            In the list
          </Link>
        )
      }
      flush
    >
      {members.length === 0 ? (
        <Empty title="No mailbox belongs to it." />
      ) : (
        <div className={style.scroll}>
          <table>
            <caption className="visually-hidden">Mailboxes of this incident</caption>
            <thead>
              <tr>
                <th scope="col">Mailbox</th>
                <th scope="col" className={style.device}>
                  Device
                </th>
                <th scope="col" className="num">
                  In trouble since
                </th>
                <th scope="col" className="num">
                  Recovered
                </th>
              </tr>
            </thead>
            <tbody ref={body as React.RefObject<HTMLTableSectionElement>}>
              {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
              {items.map((item) => {
                const member = members[item.index]!;
                return (
                  <tr key={`${member.replica} ${member.joinedAt}`}>
                    <td>
                      <Link to="/mailboxes/$id" params={{ id: member.replica }} className="m">
                        {member.mailbox}
                      </Link>
                    </td>
                    <td className={`i2 ${style.device}`}>{member.device}</td>
                    <td className="num">
                      <Moment at={member.since} />
                    </td>
                    <td className="num i2">
                      <Moment at={member.leftAt} never="not yet" />
                    </td>
                  </tr>
                );
              })}
              {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
