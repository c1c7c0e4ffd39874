import type { DiagnosisView, FixView, ReplicaView, Status } from '@lockstep/contracts';
import { useState } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { Moment } from '../figures/When.tsx';
import { CopyButton } from '../design/CopyButton.tsx';
import { Diagnosis } from './Diagnosis.tsx';
import { fixWord } from './fares.ts';
import { type FirstSteps, useSilentSteps } from './first-fix.ts';
import { Steps } from './Steps.tsx';
import { stepsAsText } from './steps.ts';
import { leading, useDiagnoses } from './useDiagnoses.ts';
import style from './Diagnosis.module.css';

/** The probable causes of one mailbox: the leading one in full, the others a line each until one is chosen. */
export function DiagnosisPanel({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const diagnoses = useDiagnoses(replica.id, at);
  const silent = useSilentSteps(replica, at);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = diagnoses.data?.items ?? [];
  const first = leading(items);
  const shown = items.find(({ id }) => id === chosen) ?? first;
  const others = items.filter((other) => other !== shown);
  const notJudged = diagnoses.data?.notJudged ?? [];

  return (
    <Panel
      title="Diagnosis"
      sub={others.length > 0 ? (shown === first ? 'the likeliest first' : 'another candidate') : undefined}
      controls={shown && <span className="tag">{shown.id}</span>}
      flush
    >
      <div id="diagnosis" tabIndex={-1} className={`pb ${style.body}`}>
        {diagnoses.isError && !diagnoses.data ? (
          <Failed
            what="The diagnosis could not be read."
            error={diagnoses.error}
            onRetry={() => void diagnoses.refetch()}
          />
        ) : !diagnoses.data ? (
          <Skeleton lines={4} />
        ) : shown ? (
          <Diagnosis key={shown.id} diagnosis={shown} replica={replica} readOnly={at !== undefined} />
        ) : silent ? (
          <HowToLook silent={silent} />
        ) : (
          <div className={style.none}>
            <Empty title={NONE[replica.status][0]}>{NONE[replica.status][1]}</Empty>
          </div>
        )}
      </div>
      {others.length > 0 && (
        <div className={style.others}>
          <h3 className="i3 small">Other candidates, by cost and risk</h3>
          {others.map((other) => (
            <Candidate key={other.id} diagnosis={other} onChoose={() => setChosen(other.id)} />
          ))}
        </div>
      )}
      {notJudged.length > 0 && (
        <div className={style.others}>
          <h3 className="i3 small">Could not be judged</h3>
          {notJudged.map(({ id, title, reason }) => (
            <div key={id} className={style.notJudged}>
              <span className="tag">{id}</span> {title}
              <span className="i3 small"> · {reason}</span>
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}

/** Where nothing is heard that could point to a cause: the same steps as its alert has. */
function HowToLook({ silent: { title, steps } }: { silent: FirstSteps }) {
  return (
    <>
      <p className={style.title}>{title}</p>
      <p className="i2">Nothing is heard that could point to a cause; this is how to find it on the device.</p>
      <Steps steps={steps} />
      <div className={style.actions}>
        <CopyButton text={stepsAsText(title, steps, null)} label="Copy the steps" tall />
      </div>
    </>
  );
}

const NO_CAUSE = ['Nothing points to a cause yet.', 'The next reports may say more.'] as const;

/** Where no cause is known: what that means, which depends on what is seen. */
const NONE: Readonly<Record<Status, readonly [title: string, text: string]>> = {
  mismatched: NO_CAUSE,
  stale: NO_CAUSE,
  unknown: NO_CAUSE,
  silent: [
    'Nothing is heard that could point to a cause.',
    'See that the device is on and on the network, and that the agent runs.',
  ],
  'catching-up': ['Nothing to do unless it stays.', 'The difference is new, or shrinks, or a sync is in progress.'],
  'in-step': ['Nothing to mend.', 'All folders are in step.'],
};

function Candidate({ diagnosis, onChoose }: { diagnosis: DiagnosisView; onChoose: () => void }) {
  return (
    <button type="button" className={style.candidate} onClick={onChoose} title={diagnosis.title}>
      <span className={style.named}>
        <span className="clip">
          <span className="tag">{diagnosis.id}</span> {diagnosis.title}
        </span>
        {diagnosis.fix && <FixState fix={diagnosis.fix} />}
      </span>
      <span className="i3 small">{costOf(diagnosis)}</span>
    </button>
  );
}

/** What it takes, so that a cheap one can be tried first; what only waits costs nothing. */
function costOf({ steps, cost, guard }: DiagnosisView): string {
  if (steps.length === 0) return 'Nothing to do.';
  return [cost ?? 'Costs nothing.', guard && 'Something must be saved first.'].filter(Boolean).join(' ');
}

/** As in *tried Sat 09:12, failed*: when somebody did the steps, and what later reports say of it. */
function FixState({ fix }: { fix: FixView }) {
  const turned = fix.status !== 'suggested' && fix.status !== 'tried';
  return (
    <span className={`i3 small ${style.state}`}>
      {fix.triedAt !== null && (
        <>
          tried <Moment at={fix.triedAt} />
          {turned && ', '}
        </>
      )}
      {(turned || fix.triedAt === null) && fixWord(fix)}
      {turned && fix.triedAt === null && fix.turnedAt !== null && (
        <>
          {' '}
          <Moment at={fix.turnedAt} />
        </>
      )}
    </span>
  );
}
