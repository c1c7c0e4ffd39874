import { WEEKDAYS, type Weekday } from '@lockstep/contracts';
import { errorOf, OFFICE_HOURS, type Errors, type HoursDraft } from './draft.ts';
import { Labelled } from './Labelled.tsx';
import style from './PoliciesPage.module.css';

const DAYS: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

interface Words {
  readonly legend: string;
  readonly check: string;
  readonly hint: string;
}
/** When clients are expected to be on: *stale* counts only that time. Without hours, any time counts. */
const CLIENTS: Words = {
  legend: 'Working hours',
  check: 'Count only the time in which clients are expected on',
  hint: 'for how old a last sync may be',
};

/** Hours of the week in a time zone, or none at all. */
export function HoursFields({
  hours,
  errors,
  onChange,
  words = CLIENTS,
}: {
  hours: HoursDraft | null;
  errors: Errors;
  onChange: (hours: HoursDraft | null) => void;
  words?: Words;
}) {
  return (
    <fieldset className={style.hours}>
      <legend className="b">{words.legend}</legend>
      <label className={style.check}>
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={(event) => onChange(event.target.checked ? OFFICE_HOURS(hereZone()) : null)}
        />
        <span>
          {words.check}
          <span className="i3"> · {words.hint}</span>
        </span>
      </label>
      {hours && (
        <div className={style.week}>
          <Labelled word="Time zone" error={errors['workingHours.timeZone']}>
            <input
              className="field"
              list="time-zones"
              value={hours.timeZone}
              onChange={(event) => onChange({ ...hours, timeZone: event.target.value })}
            />
            <datalist id="time-zones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </Labelled>
          {WEEKDAYS.map((day) => (
            <Labelled key={day} word={DAYS[day]} error={errorOf(errors, `workingHours.days.${day}`)}>
              <input
                className="field"
                placeholder="off"
                value={hours.days[day]}
                onChange={(event) => onChange({ ...hours, days: { ...hours.days, [day]: event.target.value } })}
              />
            </Labelled>
          ))}
          {errors['workingHours.days'] && <p className={style.error}>{errors['workingHours.days']}</p>}
          <Labelled word="Holidays, such as 2026-12-25, one a line" error={errorOf(errors, 'workingHours.holidays')}>
            <textarea
              className={`field ${style.why}`}
              rows={2}
              value={hours.holidays}
              onChange={(event) => onChange({ ...hours, holidays: event.target.value })}
            />
          </Labelled>
        </div>
      )}
    </fieldset>
  );
}

const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
