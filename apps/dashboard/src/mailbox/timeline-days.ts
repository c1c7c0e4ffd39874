import type { TimelineEntry } from '@lockstep/contracts';
import type { Status } from '@lockstep/contracts';

/** What kind of thing an entry is, for its sign and for the filter. */
export type Kind = 'report' | 'sync' | 'judgement' | 'other';

export function kindOf(entry: Pick<TimelineEntry, 'type'>): Kind {
  if (entry.type === 'SyncAttempted') return 'sync';
  if (entry.type.startsWith('Condition')) return 'judgement';
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
  entry.type === 'SyncAttempted' && (entry.data as { outcome?: string } | null)?.outcome !== 'succeeded';

/** Entries by day, newest first, as `same` tells days apart in the zone of the viewer. */
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
