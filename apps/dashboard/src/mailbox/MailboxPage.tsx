import { useParams } from '@tanstack/react-router';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { useWidth } from '../app/useWidth.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Failed } from '../design/Answers.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { DiagnosisPanel } from '../diagnosis/DiagnosisPanel.tsx';
import { useDiagnoses, useWhy } from '../diagnosis/useDiagnoses.ts';
import { WhyStory } from '../diagnosis/WhyStory.tsx';
import { personOf } from '../mailboxes/person.ts';
import { isNotFound } from '../server/request.ts';
import { Backlog } from './Backlog.tsx';
import { ClientFacts } from './ClientFacts.tsx';
import { FoldersPanel } from './FoldersPanel.tsx';
import { ListWalk } from './ListWalk.tsx';
import { MailboxHistory } from './MailboxHistory.tsx';
import { MailboxHead } from './MailboxHead.tsx';
import { Timeline } from './Timeline.tsx';
import { useFolders, useLiveReplica, useReplica, useReplicaAlerts, useReplicaHistory } from './useReplica.ts';
import style from './MailboxPage.module.css';

export function MailboxPage() {
  const { id } = useParams({ from: '/shell/mailboxes/$id' });
  const at = useAt();
  const replica = useReplica(id, at);
  // Drawn at once: what came later would push away what is being read.
  const beside = [useFolders(id, at), useDiagnoses(id, at), useWhy(id, at), useReplicaAlerts(id, at)];
  // Drawn below the fold, so not awaited, but asked for in time.
  useReplicaHistory(id, '7d', at);
  const awaited = beside.some(({ isPending, failureCount }) => isPending && failureCount === 0);
  useLiveReplica(id, at === undefined);
  // What to do comes before why it is so, where only one can stand beside the other.
  const width = useWidth();
  const narrow = width === 'narrow';
  usePageTitle(replica.data ? personOf(replica.data) : 'Mailbox');

  if (!replica.data || awaited) {
    if (replica.isError && isNotFound(replica.error)) return <NotFound />;
    return (
      <main className="page col g16">
        <ListWalk id={id} at={at} person="Mailbox" />
        <h1 className="visually-hidden">Mailbox</h1>
        {replica.isError ? (
          <Failed what="The mailbox could not be read." error={replica.error} onRetry={() => void replica.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </main>
    );
  }

  const backlog = replica.data.progress && (
    <Backlog key={`backlog ${id}`} replica={replica.data} progress={replica.data.progress} at={at} />
  );
  return (
    <main className="page col g16">
      <ListWalk id={id} at={at} person={personOf(replica.data)} />
      {/* Keyed, so that what was ticked, chosen or refused for one mailbox does not stand at the next one walks to. */}
      <MailboxHead key={`head ${id}`} replica={replica.data} at={at} />
      {replica.isError && (
        <Failed
          what="The mailbox could not be read again."
          error={replica.error}
          shownAt={replica.dataUpdatedAt}
          onRetry={() => void replica.refetch()}
        />
      )}
      {width !== 'wide' && backlog}
      <div className={style.body}>
        <div className={style.causes}>
          <DiagnosisPanel key={`diagnosis ${id}`} replica={replica.data} at={at} />
          {!narrow && <WhyStory replica={replica.data} at={at} />}
        </div>
        <div className={style.happens}>
          {width === 'wide' && backlog}
          <FoldersPanel key={`folders ${id}`} replica={replica.data} at={at} />
          <MailboxHistory key={`history ${id}`} replica={replica.data} at={at} />
          {narrow && <WhyStory replica={replica.data} at={at} />}
          <Timeline key={`timeline ${id}`} replica={replica.data} at={at} />
        </div>
        <ClientFacts replica={replica.data} />
      </div>
    </main>
  );
}
