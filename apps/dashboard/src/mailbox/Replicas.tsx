import type { Progress, ReplicaRow, ReplicaView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAt } from '../app/useAt.ts';
import { ProgressBar } from '../design/ProgressBar.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { replicaQuery } from './replica-queries.ts';
import style from './MailboxPage.module.css';

/** This replica and its siblings: other copies of the same mailbox on other devices. */
export function Replicas({ replica }: { replica: ReplicaView }) {
  return (
    <ul className={style.replicas} aria-label="Replicas of this mailbox">
      <li className={`${style.replica} ${style.on}`} aria-current="true">
        <Card row={replica} progress={null} behindElsewhere={replica.progress !== null} />
      </li>
      {replica.siblings.map((sibling) => (
        <li key={sibling.id}>
          <Link to="/mailboxes/$id" params={{ id: sibling.id }} className={style.replica}>
            <Sibling row={sibling} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Its row does not say how far it has caught up, so that is asked for. */
function Sibling({ row }: { row: ReplicaRow }) {
  const whole = useQuery({ ...replicaQuery(row.id, useAt()), enabled: row.status === 'catching-up' });
  return <Card row={row} progress={row.status === 'catching-up' ? (whole.data?.progress ?? null) : null} />;
}

/** `behindElsewhere`: the page says already how many items are behind. */
function Card({
  row,
  progress,
  behindElsewhere = progress !== null,
}: {
  row: ReplicaRow;
  progress: Progress | null;
  behindElsewhere?: boolean;
}) {
  const client = [row.client.name, row.client.version].filter(Boolean).join(' ');
  return (
    <>
      <span className="row between">
        <span className="m clip" title={row.device}>
          {row.device}
        </span>
        <StatusWord status={row.status} />
      </span>
      <span className="i3 small">
        {client && `${client} · `}
        {row.lastReportedAt === null ? (
          'has not reported yet'
        ) : (
          <>
            reported <Ago at={row.lastReportedAt} suffix=" ago" />
          </>
        )}
        {!behindElsewhere && row.itemsBehind !== null && row.itemsBehind > 0 && ` · ${count(row.itemsBehind)} behind`}
      </span>
      {progress && <ProgressBar progress={progress} brief />}
    </>
  );
}
