import type { ReplicaView, WhyStep, WhyView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Failed } from '../design/Answers.tsx';
import { CopyButton } from '../design/CopyButton.tsx';
import { Icon, type IconName } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { Sentence, useLocalTimes } from '../figures/Sentence.tsx';
import { EventLink } from './Evidence.tsx';
import { useWhy } from './useDiagnoses.ts';
import style from './Diagnosis.module.css';

const PARTS: Readonly<Record<WhyStep['part'], { readonly word: string; readonly icon: IconName }>> = {
  policy: { word: 'The rule', icon: 'policy' },
  statistics: { word: 'What was said', icon: 'folder' },
  condition: { word: 'What was judged', icon: 'clock' },
  diagnosis: { word: 'What it points to', icon: 'search' },
  fix: { word: 'What to try', icon: 'wrench' },
};

/** From the rule to the fix, each link with the event that it rests on. */
export function WhyStory({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const why = useWhy(replica.id, at);
  const local = useLocalTimes();
  const story = why.data?.story ?? [];
  if (why.data && story.length === 0) return null;
  return (
    <Panel
      title={replica.status === 'in-step' ? 'Why is it in step?' : 'Why is it so?'}
      controls={
        story.length > 0 && (
          <CopyButton
            text={story.map((step) => `${PARTS[step.part].word}: ${local(step.text)}`).join('\n')}
            label="Copy as text"
          />
        )
      }
    >
      {why.isError && !why.data ? (
        <Failed what="The reasons could not be read." error={why.error} onRetry={() => void why.refetch()} />
      ) : !why.data ? (
        <Skeleton lines={4} />
      ) : (
        <ol className={style.story}>
          {story.map((step, index) => (
            <li key={index}>
              <span className={style.round}>
                <Icon name={PARTS[step.part].icon} />
              </span>
              <div>
                <div className="i3 small">{PARTS[step.part].word}</div>
                <Sentence text={step.text} /> <Source step={step} why={why.data} replica={replica.id} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** The policy's events are not the mailbox's: its link leads to the version that the event made. */
function Source({ step, why: { policy }, replica }: { step: WhyStep; why: WhyView; replica: string }) {
  if (step.part === 'policy')
    return (
      <Link to="/policies" search={{ policy: policy.id, version: policy.version }} className={`link ${style.event}`}>
        version {policy.version}
      </Link>
    );
  if (step.cursor === null) return null;
  return <EventLink replica={replica} cursor={step.cursor} />;
}
