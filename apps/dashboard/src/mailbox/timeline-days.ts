import type { TimelineEntry } from '@lockstep/contracts';
import type { Status } from '@lockstep/contracts';

/** What kind of thing an entry is, for its sign and for the filter. */
export type Kind = 'report' | 'sync' | 'judgement' | 'person' | 'alert' | 'other';

const PEOPLE = new Set(['FixTried', 'DifferenceAccepted', 'DifferenceAcceptanceWithdrawn', 'AgentTokenRevoked']);

export function kindOf(entry: Pick<TimelineEntry, 'type' | 'data'>): Kind {
  if (entry.type === 'SyncAttempted') return 'sync';
  if (/^Alert/.test(entry.type)) return 'alert';
  if (PEOPLE.has(entry.type) && (entry.data as { by?: string | null } | null)?.by) return 'person';
  if (/^(Condition|Fix)/.test(entry.type)) return 'judgement';
  return entry.type === 'ReplicaReported' ? 'report' : 'other';
}

const STATUS_OF_RULE: Readonly<Record<string, Status>> = {
  mismatch: 'mismatched',
  stale: 'stale',
  silent: 'silent',
  unknown: 'unknown',
  'catching-up': 'catching-up',
};

/** The shape beside a judgement; null for what has no status of its own, as a trouble. */
export function shapeOf(entry: Pick<TimelineEntry, 'type' | 'data'>): Status | null {
  if (entry.type === 'ConditionCleared') return 'in-step';
  const rule = (entry.data as { condition?: { rule?: string } } | null)?.condition?.rule;
  return (rule !== undefined && STATUS_OF_RULE[rule]) || null;
}

export const hasFailed = (entry: Pick<TimelineEntry, 'type' | 'data'>): boolean =>
  entry.type === 'FixFailed' ||
  entry.type === 'FixRelapsed' ||
  (entry.type === 'SyncAttempted' && (entry.data as { outcome?: string } | null)?.outcome !== 'succeeded');

/**
 * Newest first by the time at which it was so; what was learned later stands first among equals. That time passed and
 * all was judged again is no event to a person.
 */
export function inOrder(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return entries
    .filter((entry) => entry.type !== 'DeadlineReached')
    .sort((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt));
}

/** Entries by day, as `same` tells days apart in the zone of the viewer. */
export function byDay(
  entries: readonly TimelineEntry[],
  same: (a: number, b: number) => boolean,
): { readonly at: number; readonly entries: readonly TimelineEntry[] }[] {
  const days: { at: number; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const at = Date.parse(entry.observedAt);
    const day = days[days.length - 1];
    if (day && same(day.at, at)) day.entries.push(entry);
    else days.push({ at, entries: [entry] });
  }
  return days;
}

/** One line of the timeline: an entry, or several that belong together. */
export interface TimelineLine {
  readonly first: TimelineEntry;
  readonly summary: string;
  /** What the line stands for, newest first. */
  readonly entries: readonly TimelineEntry[];
}

/** Reports and syncs in a row, all as they should be, are one line; so are judgements of one rule that fell at one moment on many folders. */
export function joinedLines(entries: readonly TimelineEntry[]): TimelineLine[] {
  const lines: TimelineEntry[][] = [];
  for (const entry of entries) {
    const line = lines[lines.length - 1];
    if (line && belongTogether(line[0]!, entry)) line.push(entry);
    else lines.push([entry]);
  }
  return lines.map((line) => ({ first: line[0]!, summary: summaryOf(line), entries: line }));
}

function belongTogether(a: TimelineEntry, b: TimelineEntry): boolean {
  if (isRoutine(a) && isRoutine(b)) return true;
  if (a.type !== b.type) return false;
  const [ours, theirs] = [ruleOf(a), ruleOf(b)];
  return ours !== null && ours === theirs && a.observedAt === b.observedAt;
}

/** What goes on all day where nothing is wrong. A sync that a person began is worth a line of its own. */
export const isRoutine = (entry: TimelineEntry): boolean =>
  entry.type === 'ReplicaReported' ||
  (entry.type === 'SyncAttempted' &&
    !hasFailed(entry) &&
    (entry.data as { trigger?: string } | null)?.trigger !== 'manual');

function ruleOf(entry: TimelineEntry): string | null {
  const condition = (entry.data as { condition?: { rule?: string; kind?: string; severity?: string | null } } | null)
    ?.condition;
  return condition?.rule ? [condition.rule, condition.kind, condition.severity].join(' ') : null;
}

function summaryOf(line: readonly TimelineEntry[]): string {
  const first = line[0]!;
  if (line.length === 1) return first.summary;
  if (isRoutine(first)) return routineOf(line);
  return `${first.summary} and ${line.length - 1} more ${line.length === 2 ? 'folder' : 'folders'}`;
}

/** `6 syncs completed, 14 reports, the newest: nothing changed`. */
function routineOf(line: readonly TimelineEntry[]): string {
  const reports = line.filter(({ type }) => type === 'ReplicaReported');
  const syncs = line.length - reports.length;
  const said = [
    syncs === 0 ? null : `${syncs} ${syncs === 1 ? 'sync' : 'syncs'} completed`,
    reports.length === 0 ? null : `${reports.length} ${reports.length === 1 ? 'report' : 'reports'}`,
  ].filter(Boolean);
  const newest = reports[0] === undefined ? '' : `, the newest: ${afterColon(reports[0].summary)}`;
  return said.join(', ') + newest;
}

/** `Report 12: nothing changed` says no more of its number than its place in the list does. */
const afterColon = (summary: string) => summary.replace(/^[^:]*: /, '');
