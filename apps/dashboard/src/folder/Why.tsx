import { pathKey, type ConditionView, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { CopyButton } from '../design/CopyButton.tsx';
import { Empty } from '../design/Answers.tsx';
import { Icon, type IconName } from '../design/Icon.tsx';
import { useDiagnoses, useWhy } from '../diagnosis/useDiagnoses.ts';
import { Panel } from '../design/Panel.tsx';
import { absolute, dayAndTime } from '../figures/time.ts';
import { useTicking } from '../figures/clock.ts';
import { Sentence, useLocalTimes } from '../figures/Sentence.tsx';
import { EventLink } from '../diagnosis/Evidence.tsx';
import { many } from '../figures/numbers.ts';
import { takenBy } from '../mailbox/AlertsOf.tsx';
import { useReplicaAlerts } from '../mailbox/useReplica.ts';
import style from './FolderPage.module.css';

interface LinkOfChain {
  readonly icon: IconName;
  readonly title: string;
  readonly sub: string;
  readonly text: string;
}

/** From what was said to what was judged. */
export function Why({ folder, replica, at }: { folder: FolderRow; replica: ReplicaView; at: string | undefined }) {
  const chain = chainOf(folder, replica);
  const local = useLocalTimes();
  const calm = folder.status === 'in-step' || folder.localOnly;
  return (
    <Panel
      title={calm ? 'Why it is in step' : 'Why is it so?'}
      controls={
        <CopyButton
          text={chain.map((link) => `${link.title} (${link.sub})\n${local(link.text)}`).join('\n\n')}
          label="Copy as text"
        />
      }
    >
      {folder.why === '' && chain.length === 0 ? (
        <Empty title="There is nothing to explain." />
      ) : (
        <ol className={style.chain}>
          {chain.map((link) => (
            <li key={link.title + link.sub}>
              <span className={style.round}>
                <Icon name={link.icon} />
              </span>
              <div>
                <div className={style.linkHead}>
                  <b>{link.title}</b>
                  <span className="i3">{link.sub}</span>
                </div>
                <div className="i2">
                  <Sentence text={link.text} />
                </div>
              </div>
            </li>
          ))}
          {folder.conditions.length > 0 && <Judged folder={folder} replica={replica} at={at} />}
          {!calm && <PointsTo folder={folder} replica={replica} at={at} />}
          {!calm && <Told replica={replica} at={at} />}
        </ol>
      )}
    </Panel>
  );
}

function chainOf(folder: FolderRow, replica: ReplicaView): LinkOfChain[] {
  const links: LinkOfChain[] = [
    {
      icon: 'folder',
      title: 'What is so',
      sub: `policy ${replica.policy.name}, v${replica.policy.version}`,
      text: folder.why,
    },
  ];
  for (const trouble of folder.troubles) {
    links.push({
      icon: 'cross',
      title: 'What the agent met',
      sub: trouble.code,
      text: trouble.detail ?? 'It says no more than that.',
    });
  }
  return links;
}

/** What was judged, with the events that broke the rule. */
function Judged({ folder, replica, at }: { folder: FolderRow; replica: ReplicaView; at: string | undefined }) {
  const chain = useWhy(replica.id, at).data?.chain ?? [];
  const key = pathKey(folder.path);
  const evidence = (condition: ConditionView) =>
    chain.find((link) => link.rule === condition.rule && link.folder !== null && pathKey(link.folder) === key)
      ?.evidence;
  return folder.conditions.map((condition) => (
    <li key={`${condition.rule} ${condition.kind ?? ''}`}>
      <span className={style.round}>
        <Icon name="clock" />
      </span>
      <div>
        <div className={style.linkHead}>
          <b>What was judged</b>
          <span className="i3">
            {[condition.rule, condition.kind, condition.severity].filter(Boolean).join(', ')} · since{' '}
            <Since at={condition.since} />
          </span>
        </div>
        <div className="i2">
          <Sentence text={condition.text} />{' '}
          {evidence(condition)
            ?.slice(0, 3)
            .map((cursor) => (
              <span key={cursor}>
                <EventLink replica={replica.id} cursor={cursor} />{' '}
              </span>
            ))}
        </div>
      </div>
    </li>
  ));
}

/** The diagnoses that explain this folder; the steps stand with the mailbox. */
function PointsTo({ folder, replica, at }: { folder: FolderRow; replica: ReplicaView; at: string | undefined }) {
  const diagnoses = useDiagnoses(replica.id, at);
  const key = pathKey(folder.path);
  return diagnoses.data?.items
    .filter(({ folders }) => folders.length === 0 || folders.some((path) => pathKey(path) === key))
    .slice(0, 2)
    .map((diagnosis) => (
      <li key={diagnosis.id}>
        <span className={style.round}>
          <Icon name="wrench" />
        </span>
        <div>
          <div className={style.linkHead}>
            <b>What it points to</b>
            <span className="i3">{diagnosis.id}</span>
          </div>
          <div className="i2">
            <Sentence text={diagnosis.cause} />{' '}
            <Link to="/mailboxes/$id" params={{ id: replica.id }} hash="diagnosis" className="link">
              {diagnosis.title}
            </Link>
          </div>
        </div>
      </li>
    ));
}

/** Alerts of the mailbox that are not over, and who has taken them. */
function Told({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const alerts = useReplicaAlerts(replica.id, at);
  const open = (alerts.data?.items ?? []).filter(({ status }) => status !== 'resolved');
  if (!alerts.data) return null;
  return (
    <li>
      <span className={style.round}>
        <Icon name="bell" />
      </span>
      <div>
        <div className={style.linkHead}>
          <b>Who was told</b>
        </div>
        <div className="i2">
          {open.length === 0
            ? 'Nobody: no alert of this mailbox is open.'
            : open.map((alert) => (
                <div key={alert.id}>
                  <Link to="/alerts/$id" params={{ id: alert.id }} className="link">
                    Alert #{alert.id}
                  </Link>{' '}
                  {alert.status} since <Since at={alert.firedAt ?? alert.since} />,{' '}
                  {alert.told === 0 ? 'no message sent' : many(alert.told, 'message')} · {takenBy(alert)}
                </div>
              ))}
        </div>
      </div>
    </li>
  );
}

function Since({ at }: { at: string }) {
  const text = useTicking((now) => dayAndTime(Date.parse(at), now));
  return <span title={absolute(Date.parse(at))}>{text}</span>;
}
