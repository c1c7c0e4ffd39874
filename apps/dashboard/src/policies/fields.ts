import type { Thresholds } from '@lockstep/contracts';
import { durationText, parseDuration, parseShare, parseWhole, shareText } from './duration-field.ts';

type Kind = 'duration' | 'share' | 'items' | 'reports' | 'intervals' | 'users';

/** A threshold by its place in the policy, and how it is written. */
export interface Field {
  readonly path: string;
  readonly kind: Kind;
}

/** One line of the form: a rule with its warning and its critical side. */
export interface Line {
  readonly word: string;
  readonly hint?: string;
  readonly warning: Field | null;
  readonly critical: Field | null;
  /** It holds for both sides alike. */
  readonly both?: true;
}

const field = (path: string, kind: Kind): Field => ({ path, kind });

export const LINES: readonly (Line | { readonly heading: string })[] = [
  { heading: 'Silent' },
  {
    word: 'No report for',
    warning: field('silent.intervals', 'intervals'),
    critical: field('silent.criticalAfterMs', 'duration'),
  },
  { word: 'But at least for', warning: field('silent.atLeastMs', 'duration'), critical: null },
  { word: 'Missing after', warning: field('silent.missingAfterMs', 'duration'), critical: null },
  {
    word: 'Never reported: tell after',
    warning: field('silent.neverReportedAlertsAfterMs', 'duration'),
    critical: null,
  },
  { heading: 'Stale' },
  {
    word: 'Last sync older than',
    hint: 'time in which the client was on',
    warning: field('stale.warningAfterOnMs', 'duration'),
    critical: field('stale.criticalAfterOnMs', 'duration'),
  },
  {
    word: 'By the calendar',
    hint: 'on or off',
    warning: null,
    critical: field('stale.criticalAfterCalendarMs', 'duration'),
  },
  { heading: 'Mismatch' },
  {
    word: 'At least',
    warning: field('mismatch.warning.items', 'items'),
    critical: field('mismatch.critical.items', 'items'),
  },
  { word: 'And a share of the folder of', warning: field('mismatch.warning.share', 'share'), critical: null },
  { word: 'Or, with a share: at least', warning: null, critical: field('mismatch.critical.orItems', 'items') },
  { word: 'and that share of the folder', warning: null, critical: field('mismatch.critical.andShare', 'share') },
  {
    word: 'Any difference, for',
    hint: 'warning: any folder, client on; critical: the Inbox',
    warning: field('mismatch.warning.anyAfterOnMs', 'duration'),
    critical: field('mismatch.critical.inboxAnyAfterMs', 'duration'),
  },
  { word: 'Grace for a new difference', warning: field('mismatch.graceMs', 'duration'), critical: null, both: true },
  {
    word: 'Clears below',
    hint: 'a share of the threshold',
    warning: field('mismatch.clears.shareOfThreshold', 'share'),
    critical: null,
    both: true,
  },
  { word: 'Held there for', warning: field('mismatch.clears.heldMs', 'duration'), critical: null, both: true },
  { heading: 'Before anybody is told' },
  { word: 'Reports in a row', warning: field('pending.reports', 'reports'), critical: null, both: true },
  { word: 'And it lasts for', warning: field('pending.forMs', 'duration'), critical: null, both: true },
  { heading: 'One cause suspected behind many' },
  {
    word: 'Share of a group',
    warning: field('suspected.share', 'share'),
    critical: field('suspected.criticalShare', 'share'),
  },
  { word: 'Users at least', warning: field('suspected.users', 'users'), critical: null, both: true },
  { word: 'All within', warning: field('suspected.withinMs', 'duration'), critical: null, both: true },
  { word: 'Over below', warning: field('suspected.clearsBelowShare', 'share'), critical: null, both: true },
];

export const FIELDS: readonly Field[] = LINES.flatMap((line) =>
  'heading' in line ? [] : [line.warning, line.critical].filter((one) => one !== null),
);

export type Texts = Readonly<Record<string, string>>;

export function valueAt(thresholds: Thresholds, path: string): number {
  return path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], thresholds) as number;
}

/** What stands in each field of the form. */
export const textsOf = (thresholds: Thresholds): Texts =>
  Object.fromEntries(FIELDS.map(({ path, kind }) => [path, written(valueAt(thresholds, path), kind)]));

export function written(value: number, kind: Kind): string {
  if (kind === 'duration') return durationText(value);
  if (kind === 'share') return shareText(value);
  return `${value} ${value === 1 ? kind.replace(/s$/, '') : kind}`;
}

export function read(text: string, kind: Kind): number | null {
  if (kind === 'duration') return parseDuration(text);
  if (kind === 'share') return parseShare(text);
  return parseWhole(text);
}

/** The thresholds that the form says, or what cannot be read, by its place. */
export function thresholdsOf(
  texts: Texts,
): { readonly ok: true; readonly thresholds: Thresholds } | { readonly ok: false; readonly unread: Texts } {
  const thresholds: Record<string, unknown> = {};
  const unread: Record<string, string> = {};
  for (const { path, kind } of FIELDS) {
    const value = read(texts[path] ?? '', kind);
    if (value === null) unread[path] = HOW[kind];
    else put(thresholds, path.split('.'), value);
  }
  return Object.keys(unread).length > 0
    ? { ok: false, unread }
    : { ok: true, thresholds: thresholds as unknown as Thresholds };
}

const HOW: Readonly<Record<Kind, string>> = {
  duration: 'write a time, such as 4 h or 30 min',
  share: 'write a share, such as 5 %',
  items: 'write a whole number of items',
  reports: 'write a whole number of reports',
  intervals: 'write a whole number of intervals',
  users: 'write a whole number of users',
};

function put(into: Record<string, unknown>, [name, ...rest]: string[], value: number): void {
  if (rest.length === 0) into[name!] = value;
  else put((into[name!] ??= {}) as Record<string, unknown>, rest, value);
}
