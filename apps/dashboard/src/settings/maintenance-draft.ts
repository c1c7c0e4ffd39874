import type { MaintenanceInput, MaintenanceView, Weekday } from '@lockstep/contracts';
import { EMPTY, matcherDraft, matcherOf, type MatcherDraft } from './matcher-draft.ts';
import { Unread } from './useSettingForm.ts';

export const DAY_WORDS: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

export type Every = MaintenanceInput['when']['every'];

/** A window as it stands in the form; what another rhythm would ask for is kept. */
export interface MaintenanceDraft {
  readonly name: string;
  readonly matchers: readonly MatcherDraft[];
  readonly timeZone: string;
  readonly every: Every;
  /** `2026-11-23T22:00`, by the viewer's clock. */
  readonly begin: string;
  readonly end: string;
  readonly days: readonly Weekday[];
  /** 1 to 31, or -1 for the last day. */
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

export function maintenanceDraft(window: MaintenanceView | null, now: number, zone: string): MaintenanceDraft {
  const tonight = new Date(now).setHours(22, 0, 0, 0);
  const blank: MaintenanceDraft = {
    name: '',
    matchers: [EMPTY],
    timeZone: zone,
    every: 'once',
    begin: localText(tonight),
    end: localText(tonight + 2 * 3_600_000),
    days: ['sun'],
    day: '1',
    from: '22:00',
    to: '02:00',
  };
  if (window === null) return blank;
  const { name, matchers, timeZone, when } = window;
  const base = { ...blank, name, timeZone, matchers: matchers.map(matcherDraft), every: when.every };
  if (when.every === 'once')
    return { ...base, begin: localText(Date.parse(when.from)), end: localText(Date.parse(when.to)) };
  const { from, to } = when;
  return when.every === 'week' ? { ...base, from, to, days: when.days } : { ...base, from, to, day: String(when.day) };
}

/** As the api takes it. Throws `Unread` where a moment cannot be read. */
export function maintenanceOf(draft: MaintenanceDraft): MaintenanceInput {
  const { name, matchers, timeZone, every, from, to } = draft;
  const when = (): MaintenanceInput['when'] => {
    if (every === 'week') return { every, days: [...draft.days], from, to };
    if (every === 'month') return { every, day: Number(draft.day), from, to };
    return { every, from: instant(draft.begin, 'when.from'), to: instant(draft.end, 'when.to') };
  };
  return { name, matchers: matchers.map(matcherOf), timeZone, when: when() };
}

function instant(text: string, place: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Unread({ [place]: 'choose a day and a time' });
  return new Date(at).toISOString();
}

/** What a field of a moment takes: the viewer's clock, to the minute. */
function localText(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** `each Sun, 22:00 – 02:00, Europe/Berlin`. */
export function rhythmText({ when, timeZone }: MaintenanceInput): string {
  if (when.every === 'once') return 'once';
  const which =
    when.every === 'week'
      ? `each ${when.days.map((day) => DAY_WORDS[day]).join(', ')}`
      : when.day === -1
        ? 'on the last day of each month'
        : `on day ${when.day} of each month`;
  return `${which}, ${when.from} – ${when.to}, ${timeZone}`;
}
