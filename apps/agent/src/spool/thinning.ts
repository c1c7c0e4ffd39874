import type { Report } from '@lockstep/contracts';
import { fitsOneReport, mergeReports } from './merge.ts';
import { readEntries, writeReplacement, type Entry, type Segment } from './segment.ts';

const MERGED_TOGETHER = 8;

/**
 * Writes one segment that says the same with fewer reports; the old ones are left to the caller. Null: no two of these reports may
 * become one. Only for reports that were never sent, for the server may hold those under their numbers already.
 */
export async function thin(
  folder: string,
  segments: readonly Segment[],
  entries: readonly Entry[],
): Promise<Entry[] | null> {
  const merged = await mergeNeighbours(entries);
  if (merged.length === entries.length) return null;
  return writeReplacement(folder, segments, entries.at(-1)!.seq, merged);
}

interface Group {
  readonly report: Report;
  readonly text: string;
  readonly size: number;
}

/** As few as may be: a group ends at eight, or where one more would make a report that no server takes. */
async function mergeNeighbours(entries: readonly Entry[]): Promise<{ seq: number; text: string }[]> {
  const merged: { seq: number; text: string }[] = [];
  let group: Group | null = null;
  for (const entry of entries) {
    const [next] = await readEntries([entry]);
    const wider: Group | null = group && widened(group, next!);
    if (group && !wider) merged.push({ seq: group.report.seq, text: group.text });
    group = wider ?? { report: next!, text: JSON.stringify(next), size: 1 };
  }
  if (group) merged.push({ seq: group.report.seq, text: group.text });
  return merged;
}

function widened({ report, size }: Group, next: Report): Group | null {
  if (size === MERGED_TOGETHER) return null;
  const both = mergeReports([report, next]);
  const text = JSON.stringify(both);
  return fitsOneReport(both, text) ? { report: both, text, size: size + 1 } : null;
}
