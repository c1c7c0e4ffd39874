import type { ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { FirstFix } from '../diagnosis/FirstFix.tsx';
import { Guard } from '../diagnosis/Guard.tsx';
import { useFirstFix } from '../diagnosis/first-fix.ts';
import { Figure } from '../design/Figure.tsx';
import { ProgressBar } from '../design/ProgressBar.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { useTicking } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { absolute, shortly } from '../figures/time.ts';
import { Sentence } from '../figures/Sentence.tsx';
import { Since } from '../figures/When.tsx';
import { personOf } from '../mailboxes/person.ts';
import { Acknowledge } from './Acknowledge.tsx';
import { AlertsOf } from './AlertsOf.tsx';
import { CatchUp } from './CatchUp.tsx';
import { Expected } from './Expected.tsx';
import { Replicas } from './Replicas.tsx';
import style from './MailboxPage.module.css';

/** Who, status, since when and why; the three numbers of the whole replica; its siblings beside it. */
export function MailboxHead({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const first = useFirstFix(replica, at);
  const about = [replica.labels.name && replica.mailbox, replica.server, replica.labels.site]
    .filter(Boolean)
    .join(' · ');
  return (
    <section
      className={`panel edge ${style.head}`}
      aria-label="The mailbox"
      style={
        { '--edge': replica.status === 'in-step' ? 'transparent' : `var(--st-${replica.status})` } as CSSProperties
      }
    >
      <div className={style.who}>
        <div className={style.name}>
          <h1>{personOf(replica)}</h1>
          <StatusWord status={replica.status} badge />
          <Since at={replica.since} />
        </div>
        <div className="i3">
          {about && `${about} · `}policy {replica.policy.name}, v{replica.policy.version}
        </div>
        <p className={style.why}>
          <Sentence text={replica.why} />
        </p>
        <Behind replica={replica} withBar={first !== null} />
        <Expected replica={replica} at={at} />
        <AlertsOf replica={replica.id} at={at} />
        <Troubles replica={replica} />
        <Replicas replica={replica} />
      </div>
      {first ? (
        <FirstFix diagnosis={first} acts={<Acknowledge replica={replica.id} />} />
      ) : replica.progress ? (
        <CatchUp progress={replica.progress}>
          <OnlyHere replica={replica} />
          <div className="row wrap">
            <Acknowledge replica={replica.id} />
          </div>
        </CatchUp>
      ) : (
        <Numbers replica={replica} />
      )}
    </section>
  );
}

/** Of the whole replica, where no diagnosis asks for the room. */
function Numbers({ replica }: { replica: ReplicaView }) {
  return (
    <div className={style.numbers}>
      <Figure
        label={`${replica.status === 'silent' ? 'items behind, as last known' : 'items behind'}`}
        tone={toneOf(replica)}
      >
        {replica.itemsBehind === null ? <span className={style.word}>unknown</span> : count(replica.itemsBehind)}
      </Figure>
      <Figure
        label={`of ${many(replica.folders, 'folder')} not in step`}
        tone={replica.foldersOut === 0 ? 'var(--ink3)' : undefined}
      >
        {count(replica.foldersOut)}
      </Figure>
      <Figure label="oldest last sync">
        <LastSync at={replica.lastSynchronizedAt} />
      </Figure>
      <OnlyHere replica={replica} />
      <div className={`row wrap ${style.acts}`}>
        <Acknowledge replica={replica.id} />
      </div>
    </div>
  );
}

/** What a new store would lose, though no diagnosis speaks of one yet. */
function OnlyHere({ replica: { itemsOnlyOffline } }: { replica: ReplicaView }) {
  if (itemsOnlyOffline === 0) return null;
  return <Guard guard={{ items: itemsOnlyOffline, folders: [], text: 'A new store would not have them.' }} />;
}

/** The incident that explains it; and how far it has caught up, where a fix has the room beside it. */
function Behind({ replica, withBar }: { replica: ReplicaView; withBar: boolean }) {
  const { progress, incident } = replica;
  return (
    <>
      {incident && (
        <p className={style.incident}>
          Part of{' '}
          <Link to="/incidents/$id" params={{ id: incident.id }} className="link m">
            {incident.title}
          </Link>
        </p>
      )}
      {progress && withBar && <ProgressBar progress={progress} />}
    </>
  );
}

function toneOf(replica: ReplicaView): string | undefined {
  if (replica.itemsBehind === null) return 'var(--tx-unknown)';
  if (replica.itemsBehind === 0 || replica.status === 'silent') return 'var(--ink3)';
  return undefined;
}

function LastSync({ at }: { at: string | null }) {
  const text = useTicking((now) => (at === null ? 'never' : shortly(Date.parse(at), now)));
  if (at === null) return <span className={style.word}>unknown</span>;
  return (
    <time dateTime={at} title={absolute(Date.parse(at))}>
      {text}
    </time>
  );
}

function Troubles({ replica }: { replica: ReplicaView }) {
  if (replica.troubles.length === 0) return null;
  return (
    <ul className={style.troubles} aria-label="Troubles the agent reports">
      {replica.troubles.map((trouble) => (
        <li key={`${trouble.code} ${trouble.detail ?? ''}`}>
          <code className="tag mono">{trouble.code}</code>
          <span className="i2">{trouble.detail}</span>
        </li>
      ))}
    </ul>
  );
}
