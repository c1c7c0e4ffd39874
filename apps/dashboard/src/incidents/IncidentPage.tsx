import type { IncidentDetail } from '@lockstep/contracts';
import { Link, useParams } from '@tanstack/react-router';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { many } from '../figures/numbers.ts';
import { Moment } from '../figures/When.tsx';
import { isNotFound } from '../server/request.ts';
import { IncidentPanel } from './IncidentPanel.tsx';
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
      <IncidentPanel incident={incident.data} whole />
      <Members incident={incident.data} />
    </main>
  );
}

function Members({ incident: { members, replicas } }: { incident: IncidentDetail }) {
  const { body, items, before, after } = useVirtualRows(members.length, 35);
  const left = members.filter(({ leftAt }) => leftAt !== null).length;
  return (
    <Panel
      title="Mailboxes"
      sub={`${many(replicas, 'affected now', 'affected now')}${left > 0 ? ` · ${many(left, 'has', 'have')} recovered` : ''}`}
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
                <th scope="col">Device</th>
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
                    <td className="i2">{member.device}</td>
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
