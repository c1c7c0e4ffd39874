import { rm } from 'node:fs/promises';
import type { Report } from '@lockstep/contracts';
import { fitsOneReport, mergeReports } from './merge.ts';
import { readEntries, writeReplacement, type Entry, type Segment } from './segment.ts';

const MERGED_TOGETHER = 8;

export interface Held {
  readonly segments: Segment[];
  /** Not settled, in order of their numbers. */
  readonly pending: Entry[];
}

export interface Thinning {
  readonly folder: string;
  /** The share of the segments to be thinned, oldest first: the newest keep their detail. */
  readonly share: number;
  /** Nothing above this number was ever sent. What was sent stays: the server may hold it under its number already. */
  readonly sent: number;
  readonly say: (text: string) => void;
}

/** Rewrites the oldest segments as one that says the same with fewer reports. Returns what was held when no two may become one. */
export async function thin(held: Held, { folder, share, sent, say }: Thinning): Promise<Held> {
  const oldest = neverSent(held, sent, share);
  const thinned = held.pending.filter((entry) => oldest.includes(entry.segment));
  const merged = await mergeNeighbours(thinned);
  if (merged.length === thinned.length) return held;

  const replacements = await writeReplacement(folder, oldest, thinned.at(-1)!.seq, merged);
  // From here on the new segment counts. An old one that cannot be deleted is known as replaced at the next start.
  for (const { path } of oldest) await rm(path, { force: true }).catch((error: Error) => say(error.message));
  const before = bytesOf(oldest);
  const after = replacements[0]!.segment;
  say(
    `the spool was full: the oldest ${thinned.length} reports were merged into ${merged.length} ` +
      `(${before} bytes became ${after.size}); their newest numbers are kept, the steps between are lost`,
  );
  const others = held.pending.filter((entry) => !oldest.includes(entry.segment));
  return {
    segments: [after, ...held.segments.filter((segment) => !oldest.includes(segment))].sort(
      (a, b) => a.first - b.first,
    ),
    pending: [...replacements, ...others].sort((a, b) => a.seq - b.seq),
  };
}

export const bytesOf = (segments: readonly Segment[]) => segments.reduce((sum, segment) => sum + segment.size, 0);

function neverSent({ segments, pending }: Held, sent: number, share: number): Segment[] {
  const free = segments.filter((segment) => {
    const oldest = pending.find((entry) => entry.segment === segment);
    return oldest !== undefined && oldest.seq > sent;
  });
  return free.slice(0, Math.ceil(free.length * share));
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
