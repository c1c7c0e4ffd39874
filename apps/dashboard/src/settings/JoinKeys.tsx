import type { JoinKeyView } from '@lockstep/contracts';
import { Empty } from '../design/Answers.tsx';
import { Command } from '../design/Command.tsx';
import { InstallAgent } from '../fleet/InstallAgent.tsx';
import { Ago } from '../figures/When.tsx';
import { AskedButton } from './RemoveButton.tsx';
import { Section } from './Section.tsx';
import { useJoinKeys, useMakeJoinKey, useRevokeJoinKey } from './useAgents.ts';
import style from './Settings.module.css';

/** What lets agents in. A key is shown once, when it is made. */
export function JoinKeys({ readOnly }: { readOnly: boolean }) {
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
        <InstallAgent />
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
