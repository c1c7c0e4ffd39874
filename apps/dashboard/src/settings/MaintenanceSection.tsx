import type { MaintenanceView } from '@lockstep/contracts';
import { Empty } from '../design/Answers.tsx';
import { useNow } from '../figures/clock.ts';
import { dayAndTime, MINUTE } from '../figures/time.ts';
import { MaintenanceForm } from './MaintenanceForm.tsx';
import { matchersText } from './matcher-draft.ts';
import { rhythmText } from './maintenance-draft.ts';
import { RemoveButton } from './RemoveButton.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { useMaintenance } from './useSettings.ts';
import style from './Settings.module.css';

/** What is expected to be out: it is judged all the same, but nobody is told. */
export function MaintenanceSection({ edit, onEdit, readOnly }: SectionProps) {
  const windows = useMaintenance();
  return (
    <Section
      title="Maintenance"
      sub="what is expected to be out, and when"
      read={windows}
      controls={
        !readOnly && (
          <button type="button" className="btn sm" onClick={() => onEdit('new')}>
            New window
          </button>
        )
      }
    >
      {({ items }) => (
        <>
          {edit === 'new' && (
            <div className={style.item}>
              <div className={style.wholeWidth}>
                <MaintenanceForm window={null} onDone={() => onEdit(undefined)} />
              </div>
            </div>
          )}
          {items.length === 0 && edit !== 'new' && (
            <Empty title="No maintenance is planned.">Plan it, and nobody is woken by what was announced.</Empty>
          )}
          <ul>
            {items.map((window) => (
              <li key={window.id} className={style.item}>
                {edit === window.id ? (
                  <div className={style.wholeWidth}>
                    <MaintenanceForm window={window} onDone={() => onEdit(undefined)} />
                  </div>
                ) : (
                  <>
                    <Window window={window} />
                    {!readOnly && (
                      <div className={style.tools}>
                        <button
                          type="button"
                          className="btn sm"
                          aria-label={`Change ${window.name}`}
                          onClick={() => onEdit(window.id)}
                        >
                          Change
                        </button>
                        <RemoveButton of="maintenance" id={window.id} name={window.name} word="Cancel" />
                      </div>
                    )}
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Window({ window }: { window: MaintenanceView }) {
  const now = useNow(MINUTE);
  const { name, matchers, by, open, nextFrom, nextTo } = window;
  const at = (iso: string) => dayAndTime(Date.parse(iso), now);
  return (
    <div>
      <div className={style.name}>
        <h3 className="b">{name}</h3>
        {open && <span className="tag">open now</span>}
      </div>
      <div className="i2">
        {rhythmText(window)} · {matchersText(matchers)}
      </div>
      <div className={style.health}>
        <span>
          {nextFrom === null || nextTo === null
            ? 'no more'
            : open
              ? `until ${at(nextTo)}`
              : `next ${at(nextFrom)} – ${at(nextTo)}`}
        </span>
        <span>{by}</span>
      </div>
    </div>
  );
}
