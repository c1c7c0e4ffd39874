import type { SilenceView } from '@lockstep/contracts';
import { Empty } from '../design/Answers.tsx';
import { count, many } from '../figures/numbers.ts';
import { Ago, Moment } from '../figures/When.tsx';
import { matchersText } from './matcher-draft.ts';
import { RemoveButton } from './RemoveButton.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { SilenceForm } from './SilenceForm.tsx';
import { useSilences } from './useSettings.ts';
import style from './Settings.module.css';

/** What people keep quiet; those that are over stand below. */
export function SilencesSection({ edit, onEdit, readOnly }: SectionProps) {
  const silences = useSilences();
  return (
    <Section
      title="Silences"
      sub="openings are kept quiet; that something is over is told"
      read={silences}
      controls={
        !readOnly && (
          <button type="button" className="btn sm" onClick={() => onEdit('new')}>
            New silence
          </button>
        )
      }
    >
      {({ items }) => {
        const ended = items.filter(({ endedAt }) => endedAt !== null);
        const inForce = items.filter(({ endedAt }) => endedAt === null);
        return (
          <>
            {edit === 'new' && (
              <div className={style.item}>
                <div className={style.wholeWidth}>
                  <SilenceForm onDone={() => onEdit(undefined)} />
                </div>
              </div>
            )}
            {inForce.length === 0 && edit !== 'new' && (
              <Empty title="Nothing is silenced.">Silence an alert from the inbox, or make one here.</Empty>
            )}
            <ul>
              {inForce.map((silence) => (
                <Silence key={silence.id} silence={silence} readOnly={readOnly} />
              ))}
            </ul>
            {ended.length > 0 && (
              <details className={style.item}>
                <summary className="m">{count(ended.length)} are over</summary>
                <ul className={style.wholeWidth}>
                  {ended.map((silence) => (
                    <li key={silence.id} className={style.ended}>
                      “{silence.comment}” · {matchersText(silence.matchers)} · by {silence.by}, ended{' '}
                      <Ago at={silence.endedAt} suffix=" ago" />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        );
      }}
    </Section>
  );
}

function Silence({ silence, readOnly }: { silence: SilenceView; readOnly: boolean }) {
  const { id, comment, matchers, by, at, until, endsOnResolve, alerts } = silence;
  return (
    <li className={style.item}>
      <div>
        <h3 className="b">“{comment}”</h3>
        <div className="i2">{matchersText(matchers)}</div>
        <div className={style.health}>
          <span>
            until <Moment at={until} />
            {endsOnResolve && ', or until they are resolved'}
          </span>
          <span>{alerts === 0 ? 'keeps nothing quiet just now' : `keeps ${many(alerts, 'alert')} quiet`}</span>
          <span>
            {by}, <Ago at={at} suffix=" ago" />
          </span>
        </div>
      </div>
      {!readOnly && (
        <div className={style.tools}>
          <RemoveButton of="silences" id={id} name={comment} word="End" />
        </div>
      )}
    </li>
  );
}
