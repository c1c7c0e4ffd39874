import {
  WEEKDAYS,
  type PolicyInput,
  type PolicyScope,
  type PolicyView,
  type Weekday,
  type WorkingHours,
} from '@lockstep/contracts';
import { textsOf, thresholdsOf, type Texts } from './fields.ts';

/** A policy as it stands in the form: texts that may not be readable yet. */
export interface Draft {
  readonly name: string;
  readonly scope: PolicyScope;
  readonly texts: Texts;
  readonly hours: HoursDraft | null;
  readonly why: string;
}

export interface HoursDraft {
  readonly timeZone: string;
  /** `08:00–18:00`, several with commas; empty: a day off. */
  readonly days: Readonly<Record<Weekday, string>>;
  /** Days, one a line or with commas. */
  readonly holidays: string;
}

export type Errors = Readonly<Record<string, string>>;

/** The server names the very entry, as in `workingHours.holidays[2]`; it is said at the field that holds it. */
export const errorOf = (errors: Errors, field: string): string | undefined =>
  errors[field] ?? Object.entries(errors).find(([name]) => name.startsWith(`${field}[`))?.[1];

export const draftOf = (policy: PolicyView): Draft => ({
  name: policy.name,
  scope: policy.scope,
  texts: textsOf(policy.thresholds),
  hours: policy.workingHours && hoursDraftOf(policy.workingHours),
  why: '',
});

export function hoursDraftOf({ timeZone, days, holidays }: WorkingHours): HoursDraft {
  const texts = WEEKDAYS.map((day) => [day, (days[day] ?? []).map(([from, to]) => `${from}–${to}`).join(', ')]);
  return { timeZone, days: Object.fromEntries(texts) as HoursDraft['days'], holidays: holidays.join('\n') };
}

export const OFFICE_HOURS = (timeZone: string): HoursDraft =>
  hoursDraftOf({
    timeZone,
    days: Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [['08:00', '18:00']]])) as WorkingHours['days'],
    holidays: [],
  });

/** What the form says as the api takes it, or what is wrong, by the place in the form. */
export function inputOf(
  draft: Draft,
  basedOn: number | null,
): { readonly ok: true; readonly input: PolicyInput } | { readonly ok: false; readonly errors: Errors } {
  const errors: Record<string, string> = {};
  const thresholds = thresholdsOf(draft.texts);
  if (!thresholds.ok) for (const [path, how] of Object.entries(thresholds.unread)) errors[`thresholds.${path}`] = how;
  const hours = draft.hours === null ? null : hoursOf(draft.hours, errors);
  if (draft.name.trim() === '') errors.name = 'give it a name';
  if (!thresholds.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    input: {
      name: draft.name,
      scope: draft.scope,
      thresholds: thresholds.thresholds,
      workingHours: hours,
      ...(draft.why.trim() !== '' && { why: draft.why }),
      ...(basedOn !== null && { basedOn }),
    },
  };
}

/** What cannot be read is put among the errors, by its place in a policy. */
export function hoursOf({ timeZone, days, holidays }: HoursDraft, errors: Record<string, string>): WorkingHours {
  const said: Partial<Record<Weekday, [string, string][]>> = {};
  for (const day of WEEKDAYS) {
    const spans = spansOf(days[day]);
    if (spans === null) errors[`workingHours.days.${day}`] = 'write 08:00–18:00, several with commas';
    else if (spans.length > 0) said[day] = spans;
  }
  return { timeZone, days: said, holidays: holidays.split(/[\s,]+/).filter(Boolean) };
}

function spansOf(text: string): [string, string][] | null {
  if (text.trim() === '') return [];
  const spans = text.split(',').map((part) => /^\s*(\d\d:\d\d)\s*[–-]\s*(\d\d:\d\d)\s*$/.exec(part));
  return spans.some((span) => span === null) ? null : spans.map((span) => [span![1]!, span![2]!]);
}

/** How many thresholds differ from those that hold. */
export const changed = (draft: Draft, policy: PolicyView): readonly string[] => {
  const before = textsOf(policy.thresholds);
  return Object.keys(before).filter((path) => draft.texts[path] !== before[path]);
};
