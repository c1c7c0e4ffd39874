import { WEEKDAYS, type MaintenanceView } from '@lockstep/contracts';
import { Segmented } from '../design/Segmented.tsx';
import { serverNow } from '../figures/clock.ts';
import { FormFoot } from './FormFoot.tsx';
import { Check, Labelled } from './Labelled.tsx';
import { DAY_WORDS, maintenanceDraft, maintenanceOf, type MaintenanceDraft } from './maintenance-draft.ts';
import { MatcherFields } from './MatcherFields.tsx';
import { saveMaintenance } from './useSettings.ts';
import { useSettingForm } from './useSettingForm.ts';
import { ZoneField } from './ZoneField.tsx';
import style from './Settings.module.css';

/** What is expected to be out, and when: once, weekly or monthly. */
export function MaintenanceForm({ window, onDone }: { window: MaintenanceView | null; onDone: () => void }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = useSettingForm(maintenanceDraft(window, serverNow(), zone), async (draft: MaintenanceDraft) =>
    saveMaintenance(window?.id ?? null, maintenanceOf(draft)),
  );
  const { draft, change, at } = form;
  const field = (name: 'begin' | 'end' | 'from' | 'to', word: string, place: string) => (
    <Labelled word={word} error={at(place)}>
      <input
        className="field"
        type={name === 'begin' || name === 'end' ? 'datetime-local' : 'time'}
        value={draft[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Labelled>
  );
  return (
    <form
      className={style.form}
      aria-label={window?.name ?? 'New window'}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(onDone);
      }}
    >
      <div className={style.fields}>
        <Labelled word="Name" error={at('name')}>
          <input
            className="field"
            value={draft.name}
            maxLength={100}
            placeholder="Patches of the mail servers"
            onChange={(event) => change({ name: event.target.value })}
          />
        </Labelled>
      </div>
      <Segmented
        label="How often"
        value={draft.every}
        options={[
          ['once', 'Once'],
          ['week', 'Weekly'],
          ['month', 'Monthly'],
        ]}
        onChange={(every) => change({ every })}
      />
      {draft.every === 'week' && (
        <fieldset className={style.plain}>
          <legend className="m">On</legend>
          <div className={style.checks}>
            {WEEKDAYS.map((day) => (
              <Check
                key={day}
                checked={draft.days.includes(day)}
                onChange={(on) =>
                  change({ days: WEEKDAYS.filter((one) => (one === day ? on : draft.days.includes(one))) })
                }
              >
                {DAY_WORDS[day]}
              </Check>
            ))}
          </div>
          {at('when.days') && <p className={style.error}>{at('when.days')}</p>}
        </fieldset>
      )}
      <div className={style.fields}>
        {draft.every === 'month' && (
          <Labelled word="Day of the month" error={at('when.day')}>
            <select className="field" value={draft.day} onChange={(event) => change({ day: event.target.value })}>
              {Array.from({ length: 31 }, (_, index) => (
                <option key={index} value={index + 1}>
                  {index + 1}
                </option>
              ))}
              <option value="-1">the last</option>
            </select>
          </Labelled>
        )}
        {draft.every === 'once' ? (
          <>
            {field('begin', 'From, by your clock', 'when.from')}
            {field('end', 'To', 'when.to')}
          </>
        ) : (
          <>
            {field('from', 'From', 'when.from')}
            {field('to', 'To; past midnight if earlier', 'when.to')}
            <ZoneField value={draft.timeZone} error={at('timeZone')} onChange={(timeZone) => change({ timeZone })} />
          </>
        )}
      </div>
      <MatcherFields matchers={draft.matchers} errors={form.errors} onChange={(matchers) => change({ matchers })} />
      <FormFoot word={window === null ? 'Plan it' : 'Save'} form={form} onCancel={onDone} />
    </form>
  );
}
