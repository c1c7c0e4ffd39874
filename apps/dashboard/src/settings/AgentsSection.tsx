import type { ReplicaRow } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '../design/Answers.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { queryString } from '../server/request.ts';
import { JoinKeys } from './JoinKeys.tsx';
import { AskedButton } from './RemoveButton.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { AGENTS_SHOWN, useAgents, useRevokeToken } from './useAgents.ts';
import style from './Settings.module.css';

/** How agents come in, and how one is shut out. */
export function AgentsSection({ readOnly }: SectionProps) {
  return (
    <>
      <JoinKeys readOnly={readOnly} />
      <Agents readOnly={readOnly} />
    </>
  );
}

function Agents({ readOnly }: { readOnly: boolean }) {
  const [q, setQ] = useState('');
  const agents = useAgents(q);
  return (
    <Section
      title="Agents"
      sub="each has a token of its own; those heard longest ago first"
      read={agents}
      controls={
        <a
          className="btn sm"
          href={`/api/v1/replicas.csv${queryString({ q, sort: 'lastReportedAt' })}`}
          download="agents.csv"
          title="All agents that are found, as CSV"
        >
          CSV
        </a>
      }
    >
      {({ items, total }) => (
        <>
          <div className={style.filters}>
            <SearchAsYouType
              label="Find an agent"
              placeholder="Mailbox, device or server"
              className={style.find}
              value={q}
              onChange={setQ}
            />
          </div>
          {items.length === 0 && (
            <Empty title={q ? `No agent is of “${q}”.` : 'No agent has enrolled yet.'}>
              {!q && 'Make a join key, and run the command that it comes with.'}
            </Empty>
          )}
          <ul>
            {items.map((replica) => (
              <Agent key={replica.id} replica={replica} readOnly={readOnly} />
            ))}
          </ul>
          {total > AGENTS_SHOWN && (
            <p className={`${style.item} i3`}>
              {AGENTS_SHOWN} of {count(total)}; the search finds the others.
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Agent({ replica, readOnly }: { replica: ReplicaRow; readOnly: boolean }) {
  const { id, mailbox, device, status, lastReportedAt, client, server } = replica;
  const revoking = useRevokeToken(id);
  return (
    <li className={style.item}>
      <div>
        <div className={style.name}>
          <Link to="/mailboxes/$id" params={{ id }} className="link b">
            {mailbox}
          </Link>
          <StatusWord status={status} />
        </div>
        <div className={`${style.health} ${style.facts}`}>
          <span>on {device}</span>
          <span>{[client.name, client.version].filter(Boolean).join(' ') || '—'}</span>
          <span>{server ?? '—'}</span>
          <span>
            {lastReportedAt === null ? 'never reported' : 'reported '}
            {lastReportedAt !== null && <Ago at={lastReportedAt} suffix=" ago" />}
          </span>
        </div>
        {revoking.isSuccess && (
          <p role="status" className="m">
            Its token is revoked: it reports no more. A join key lets it in again.
          </p>
        )}
      </div>
      {!readOnly && !revoking.isSuccess && (
        <div className={style.tools}>
          <AskedButton word="Revoke" name={`the token of ${mailbox} on ${device}`} doing={revoking} />
        </div>
      )}
    </li>
  );
}
