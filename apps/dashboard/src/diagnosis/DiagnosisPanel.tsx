import type { DiagnosisView, FixView, ReplicaView } from '@lockstep/contracts';
import { useState } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { Diagnosis } from './Diagnosis.tsx';
import { fixWord } from './fares.ts';
import { Moment } from '../figures/When.tsx';
import { useDiagnoses } from './useDiagnoses.ts';
import style from './Diagnosis.module.css';

/** The probable causes of one mailbox: the first in full, the others a line each until one is chosen. */
export function DiagnosisPanel({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const diagnoses = useDiagnoses(replica.id, at);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = diagnoses.data?.items ?? [];
  const shown = items.find(({ id }) => id === chosen) ?? items[0];

  return (
    <Panel
      title="Diagnosis"
      className={style.panel}
      sub={shown && (shown === items[0] ? 'the likeliest, cheapest and safest first' : 'another candidate')}
      controls={shown && <span className="tag">{shown.id}</span>}
      flush
    >
      <div id="diagnosis" className="pb">
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
        ) : (
          <Empty title={replica.status === 'in-step' ? 'Nothing to mend.' : 'Nothing points to a cause yet.'}>
            {replica.status === 'in-step'
              ? 'All folders are in step, and no trouble is reported.'
              : 'The next reports may say more. Until then: the folders, and what happened.'}
          </Empty>
        )}
      </div>
      {items.length > 1 && (
        <div className={style.others}>
          <h3 className="i3 small">Other candidates, by cost and risk</h3>
          {items
            .filter((other) => other !== shown)
            .map((other) => (
              <Candidate key={other.id} diagnosis={other} onChoose={() => setChosen(other.id)} />
            ))}
        </div>
      )}
      {(diagnoses.data?.notJudged.length ?? 0) > 0 && (
        <div className={style.others}>
          <h3 className="i3 small">Could not be judged</h3>
          {diagnoses.data!.notJudged.map(({ id, title, reason }) => (
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

function Candidate({ diagnosis, onChoose }: { diagnosis: DiagnosisView; onChoose: () => void }) {
  return (
    <button type="button" className={style.candidate} onClick={onChoose}>
      <span className="clip">
        <span className="tag">{diagnosis.id}</span> {diagnosis.title}
      </span>
      <span className="i3 small">{diagnosis.fix && <FixState fix={diagnosis.fix} />}</span>
    </button>
  );
}

export function FixState({ fix }: { fix: FixView }) {
  const at = fix.status === 'tried' ? fix.triedAt : (fix.turnedAt ?? fix.suggestedAt);
  return (
    <>
      {fixWord(fix)} <Moment at={at} />
    </>
  );
}
