import { pathKey, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { Since } from '../figures/When.tsx';
import { count } from '../figures/numbers.ts';
import { useFolders, useLiveReplica, useReplica } from '../mailbox/useReplica.ts';
import { personOf } from '../mailboxes/person.ts';
import { isNotFound } from '../server/request.ts';
import { Accepted, mayBeAccepted } from './Accepted.tsx';
import { FolderEvents } from './FolderEvents.tsx';
import { FolderHistory } from './FolderHistory.tsx';
import { fromUrl } from './folder-url.ts';
import { Threshold } from './Threshold.tsx';
import { ThreeNumbers } from './ThreeNumbers.tsx';
import { Why } from './Why.tsx';
import { kindWord } from './why-words.ts';
import style from './FolderPage.module.css';

export function FolderPage() {
  const { id, _splat = '' } = useParams({ from: '/shell/mailboxes/$id/folders/$' });
  const path = fromUrl(_splat);
  const at = useAt();
  const replica = useReplica(id, at);
  const folders = useFolders(id, at);
  useLiveReplica(id, at === undefined);
  const key = pathKey(path);
  const folder = folders.data?.items.find((row) => pathKey(row.path) === key);
  const name = path[path.length - 1]!;
  usePageTitle(replica.data ? `${name}, ${personOf(replica.data)}` : name);

  if (_splat === '' || (replica.isError && isNotFound(replica.error))) return <NotFound />;
  const failed = [replica, folders].find((query) => query.isError && !query.data);
  if (failed?.error) {
    return (
      <main className="page">
        <h1 className="visually-hidden">{name}</h1>
        <Failed what="The folder could not be read." error={failed.error} onRetry={() => void failed.refetch()} />
      </main>
    );
  }
  if (!replica.data || !folders.data) {
    return (
      <main className="page">
        <h1 className="visually-hidden">{name}</h1>
        <Skeleton lines={6} />
      </main>
    );
  }

  return (
    <main className="page col g16">
      <div className={style.crumbs}>
        <nav aria-label="Where this is">
          <ol className="crumb">
            <li>
              <Link to="/mailboxes">Mailboxes</Link>
            </li>
            <li>
              <Link to="/mailboxes/$id" params={{ id }} className="clip">
                {personOf(replica.data)}, {replica.data.device}
              </Link>
            </li>
            <li>
              <span className="i2 m clip" aria-current="page">
                {path.join(' › ')}
              </span>
            </li>
          </ol>
        </nav>
        {folder && <Threshold folder={folder} replica={replica.data} at={at} />}
      </div>
      {folder ? (
        <Shown key={`${id} ${key}`} folder={folder} replica={replica.data} lastKnown={folders.data.lastKnown} at={at} />
      ) : (
        <section className="panel">
          <h1 className={`title ${style.gone}`}>{name}</h1>
          <Empty
            title="This folder is not in the store."
            action={
              <Link to="/mailboxes/$id" params={{ id }} className="btn">
                All folders
              </Link>
            }
          >
            None of the {count(folders.data.items.length)} folders that the agent reports is at this path. It may have
            been removed or renamed.
          </Empty>
        </section>
      )}
    </main>
  );
}

function Shown({
  folder,
  replica,
  lastKnown,
  at,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  lastKnown: boolean;
  at: string | undefined;
}) {
  const [asking, setAsking] = useState(false);
  const readOnly = at !== undefined;
  // Since it has differed: that it was accepted for a while makes it no younger.
  const mismatch =
    folder.status === 'mismatched' ? folder.conditions.find(({ rule }) => rule === 'mismatch') : undefined;
  return (
    <>
      <div className={style.head}>
        <h1 className="title">{folder.path[folder.path.length - 1]}</h1>
        {folder.localOnly ? <span className="tag">Local only</span> : <StatusWord status={folder.status} badge />}
        <span className="i2">
          {mismatch && `${kindWord(mismatch)}, `}
          <Since at={mismatch?.since ?? folder.since} />
        </span>
        {lastKnown && <span className="i3">as last known: the mailbox is silent</span>}
        <div className={style.acts}>
          {!readOnly && mayBeAccepted(folder) && (
            <button type="button" className="btn" aria-expanded={asking} onClick={() => setAsking(!asking)}>
              Accept this difference
            </button>
          )}
          <Link to="/mailboxes/$id" params={{ id: replica.id }} className="btn">
            <Icon name="folder" />
            All folders
          </Link>
        </div>
      </div>
      <ThreeNumbers folder={folder} replica={replica} lastKnown={lastKnown} at={at} />
      <Accepted folder={folder} replica={replica} readOnly={readOnly} asking={asking} onDone={() => setAsking(false)} />
      <FolderHistory folder={folder} replica={replica} at={at} />
      <div className={style.two}>
        <Why folder={folder} replica={replica} at={at} />
        <FolderEvents replica={replica} path={folder.path} at={at} />
      </div>
    </>
  );
}
