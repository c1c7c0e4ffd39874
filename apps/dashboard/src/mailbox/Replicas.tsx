import type { ReplicaRow, ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import style from './MailboxPage.module.css';

/** This replica and its siblings: other copies of the same mailbox on other devices. */
export function Replicas({ replica }: { replica: ReplicaView }) {
  return (
    <ul className={style.replicas} aria-label="Replicas of this mailbox">
      <li className={`${style.replica} ${style.on}`} aria-current="true">
        <Card row={replica} />
      </li>
      {replica.siblings.map((sibling) => (
        <li key={sibling.id}>
          <Link to="/mailboxes/$id" params={{ id: sibling.id }} className={style.replica}>
            <Card row={sibling} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Card({ row }: { row: ReplicaRow }) {
  const client = [row.client.name, row.client.version].filter(Boolean).join(' ');
  return (
    <>
      <span className="row between">
        <span className="m clip" title={row.device}>
          {row.device}
        </span>
        <StatusWord status={row.status} />
      </span>
      <span className="i3 small clip">
        {client && `${client} · `}
        {row.lastReportedAt === null ? (
          'has not reported yet'
        ) : (
          <>
            reported <Ago at={row.lastReportedAt} suffix=" ago" />
          </>
        )}
        {row.itemsBehind !== null && row.itemsBehind > 0 && ` · ${count(row.itemsBehind)} behind`}
      </span>
    </>
  );
}
