import type { RouteChange, RouteView } from '@lockstep/contracts';
import { hoursDraftOf, hoursOf, type HoursDraft } from '../policies/draft.ts';
import { durationText, parseDuration } from '../policies/duration-field.ts';
import { HOUR, MINUTE, SECOND } from '../figures/time.ts';
import { matcherDraft, matcherOf, type MatcherDraft } from './matcher-draft.ts';
import { Unread } from './useSettingForm.ts';

export interface StepDraft {
  readonly after: string;
  readonly channels: readonly string[];
  /** Empty: once. */
  readonly repeat: string;
}

/** A route as it stands in the form; times as texts such as `5 min`. */
export interface RouteDraft {
  readonly name: string;
  readonly matchers: readonly MatcherDraft[];
  readonly channels: readonly string[];
  readonly hours: HoursDraft | null;
  readonly continue: boolean;
  readonly waits: Readonly<Record<Wait, string>>;
  readonly escalation: readonly StepDraft[];
}

/** How long each waits, and how it is called. */
export const WAITS = {
  groupWaitMs: 'First message waits for others',
  groupIntervalMs: 'Next message of a group after',
  repeatCriticalMs: 'Critical: said again every',
  repeatWarningMs: 'Warning: said again every',
} as const;
export type Wait = keyof typeof WAITS;
const NAMES = Object.keys(WAITS) as Wait[];

const USUAL: Readonly<Record<Wait, number>> = {
  groupWaitMs: 30 * SECOND,
  groupIntervalMs: 5 * MINUTE,
  repeatCriticalMs: 4 * HOUR,
  repeatWarningMs: 12 * HOUR,
};

export function routeDraft(route: RouteView | null): RouteDraft {
  const waits = Object.fromEntries(NAMES.map((name) => [name, durationText((route ?? USUAL)[name])]));
  return {
    name: route?.name ?? '',
    matchers: route?.matchers.map(matcherDraft) ?? [],
    channels: route?.channels ?? [],
    hours: route?.hours ? hoursDraftOf(route.hours) : null,
    continue: route?.continue ?? false,
    waits: waits as RouteDraft['waits'],
    escalation: (route?.escalation ?? []).map(({ afterMs, channels, repeatMs }) => ({
      after: durationText(afterMs),
      channels,
      repeat: repeatMs === null ? '' : durationText(repeatMs),
    })),
  };
}

/** As the api takes it. Throws `Unread` with what cannot be read, by its place. */
export function routeOf(draft: RouteDraft, version: number | null): RouteChange {
  const errors: Record<string, string> = {};
  const read = (text: string, place: string): number => {
    const ms = parseDuration(text);
    if (ms === null) errors[place] = 'write a time, such as 30 min or 4 h';
    return ms ?? 0;
  };
  const waits = Object.fromEntries(NAMES.map((name) => [name, read(draft.waits[name], name)])) as Record<Wait, number>;
  const escalation = draft.escalation.map(({ after, channels, repeat }, index) => ({
    afterMs: read(after, `escalation.${index}.afterMs`),
    channels: [...channels],
    repeatMs: repeat.trim() === '' ? null : read(repeat, `escalation.${index}.repeatMs`),
  }));
  const hoursErrors: Record<string, string> = {};
  const hours = draft.hours === null ? null : hoursOf(draft.hours, hoursErrors);
  for (const [place, how] of Object.entries(hoursErrors)) errors[place.replace('workingHours', 'hours')] = how;
  if (Object.keys(errors).length > 0) throw new Unread(errors);
  return {
    name: draft.name,
    matchers: draft.matchers.map(matcherOf),
    channels: [...draft.channels],
    hours,
    continue: draft.continue,
    ...waits,
    escalation,
    ...(version !== null && { basedOn: version }),
  };
}
