import type { JoinKeyView, ReplicaRow } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '../design/Answers.tsx';
import { Command } from '../design/Command.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { AskedButton } from './RemoveButton.tsx';
import { Section } from './Section.tsx';
import type { SectionProps } from './SettingsPage.tsx';
import { AGENTS_SHOWN, useAgents, useJoinKeys, useMakeJoinKey, useRevokeJoinKey, useRevokeToken } from './useAgents.ts';
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

function JoinKeys({ readOnly }: { readOnly: boolean }) {
  const keys = useJoinKeys();
  const making = useMakeJoinKey();
  return (
    <Section
      title="Join keys"
      sub="let an agent enrol, and nothing else"
      read={keys}
      controls={
        !readOnly && (
          <button type="button" className="btn sm" disabled={making.isPending} onClick={() => making.mutate()}>
            Make a key
          </button>
        )
      }
    >
      {({ items }) => (
        <>
          {making.isError && (
            <p role="alert" className={`${style.item} ${style.error}`}>
              {making.error.message}
            </p>
          )}
          {making.data && <Made keyShown={making.data.key} onDone={() => making.reset()} />}
          {items.length === 0 && (
            <Empty title="No key is valid, so no agent can enrol.">Those that are enrolled go on reporting.</Empty>
          )}
          <ul>
            {items.map((key) => (
              <JoinKey key={key.id} joinKey={key} readOnly={readOnly} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Made({ keyShown, onDone }: { keyShown: string; onDone: () => void }) {
  const server = window.location.origin;
  return (
    <div className={style.item} role="status">
      <div className={`${style.wholeWidth} ${style.form}`}>
        <p>
          <b className="b">The key is shown this once.</b>{' '}
          <span className="i2">Run this where the offline store is, with the mailbox that is kept there.</span>
        </p>
        <Command text={`npx lockstep-agent join --server ${server} --key ${keyShown} --mailbox anna@example.org`}>
          npx lockstep-agent join \{'\n  '}--server <b>{server}</b> \{'\n  '}--key <b>{keyShown}</b> --mailbox{' '}
          <b>anna@example.org</b>
        </Command>
        <button type="button" className={`btn ${style.own}`} onClick={onDone}>
          I have it
        </button>
      </div>
    </div>
  );
}

function JoinKey({ joinKey: { id, madeBy, madeAt }, readOnly }: { joinKey: JoinKeyView; readOnly: boolean }) {
  const revoking = useRevokeJoinKey(id);
  const short = id.slice(0, 8);
  return (
    <li className={style.item}>
      <div>
        <h3 className="b">
          Key <span className="mono">{short}</span>
        </h3>
        <div className={style.health}>
          <span>{MADE_BY[madeBy] ?? `made by ${madeBy}`}</span>
          <span>
            <Ago at={madeAt} suffix=" ago" />
          </span>
        </div>
      </div>
      {!readOnly && (
        <div className={style.tools}>
          <AskedButton word="Revoke" name={`the key ${short}`} doing={revoking} />
        </div>
      )}
    </li>
  );
}

const MADE_BY: Readonly<Record<string, string>> = {
  environment: 'from LOCKSTEP_JOIN_KEY, valid again at the next start',
  'first start': 'printed at the first start',
};

function Agents({ readOnly }: { readOnly: boolean }) {
  const [q, setQ] = useState('');
  const agents = useAgents(q);
  return (
    <Section title="Agents" sub="each has a token of its own; those heard longest ago first" read={agents}>
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
        <div className={style.health}>
          <span>on {device}</span>
          {client && <span>{[client.name, client.version].filter(Boolean).join(' ')}</span>}
          {server && <span>{server}</span>}
          <span>{lastReportedAt === null ? 'never reported' : <Ago at={lastReportedAt} suffix=" ago reported" />}</span>
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
