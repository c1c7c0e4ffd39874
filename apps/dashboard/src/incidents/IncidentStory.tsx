import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Biography } from '../alerts/Biography.tsx';
import { CommentForm } from '../alerts/CommentForm.tsx';
import { useAt } from '../app/useAt.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useIncidentAlert } from './useIncidentAlert.ts';
import style from './Incident.module.css';

/** The biography of its alert: who was told, who took it, what they said, newest first. */
export function IncidentStory({ incident }: { incident: IncidentView }) {
  const alert = useIncidentAlert(incident);
  const at = useAt();
  return (
    <Panel
      title="What happened, and who was told"
      controls={
        incident.alert !== null && (
          <Link to="/alerts/$id" params={{ id: incident.alert }} className="link m">
            Alert #{incident.alert}
          </Link>
        )
      }
      flush
    >
      {alert.data ? (
        <>
          <div className={style.told}>
            <Biography alert={withoutMembers(alert.data)} />
          </div>
          {at === undefined && <CommentForm id={alert.data.id} />}
        </>
      ) : incident.alert === null ? (
        <Empty title="No alert tells of it.">
          {incident.closedAt === null ? 'One is raised within seconds.' : 'It was over before one was raised.'}
        </Empty>
      ) : alert.isError ? (
        <div className="pb">
          <Failed what="Its alert could not be read." error={alert.error} onRetry={() => void alert.refetch()} />
        </div>
      ) : (
        <div className="pb">
          <Skeleton lines={4} />
        </div>
      )}
    </Panel>
  );
}

/** Who joined and who recovered, and when, stands in the table of mailboxes; here it would bury what people did. */
const withoutMembers = (alert: AlertDetail): AlertDetail => ({
  ...alert,
  biography: alert.biography.filter(({ type }) => type !== 'AlertMembersChanged'),
});
