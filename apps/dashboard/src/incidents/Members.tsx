import type { IncidentDetail } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Empty } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { useVirtualRows } from '../design/useVirtualRows.ts';
import { count, listed } from '../figures/numbers.ts';
import { Moment } from '../figures/When.tsx';
import { membersCsv } from './members-csv.ts';
import style from './Incident.module.css';

/** The api gives no more. */
const MOST_MEMBERS = 1_000;

/** Every mailbox that the incident took in, those affected now first, each as its trouble began, to the minute, then by name. */
export function Members({ incident: { id, members, replicas, closedAt } }: { incident: IncidentDetail }) {
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
        <>
          <SaveCsv
            what={
              members.length < MOST_MEMBERS
                ? 'Every mailbox that it took in'
                : `The first ${count(MOST_MEMBERS)} of its mailboxes`
            }
            file={`incident-${id}`}
            csv={() => membersCsv(members)}
            none={members.length === 0}
          />
          {closedAt === null && (
            <Link to="/mailboxes" search={{ incident: id }} className="btn sm">
              In the list
            </Link>
          )}
        </>
      }
      flush
    >
      {members.length === 0 ? (
        <Empty title="No mailbox belongs to it." />
      ) : (
        <div className={style.scroll}>
          <table className={style.members}>
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
                    <td className="clip" title={member.mailbox}>
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
      {members.length >= MOST_MEMBERS && (
        <p className="i3 small pb">
          The first {count(MOST_MEMBERS)} stand here{closedAt === null && '; all that are affected now are in the list'}
          .
        </p>
      )}
    </Panel>
  );
}
