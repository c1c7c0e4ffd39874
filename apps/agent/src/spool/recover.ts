import { rm } from 'node:fs/promises';
import { listSegments, readSegment, type Entry, type ReadSegment, type Segment } from './segment.ts';

interface Recovered {
  readonly segments: Segment[];
  readonly entries: (Entry & { readonly epoch: string })[];
}

/** What an earlier process left in the folder of a spool, however it ended. */
export async function recover(folder: string, say: (text: string) => void): Promise<Recovered> {
  const listed = await listSegments(folder);
  const read: (ReadSegment & { readonly segment: Segment })[] = [];
  let damaged = 0;
  for (const segment of listed) {
    const found = await readSegment(segment);
    damaged += found.damaged;
    read.push({ segment, ...found });
  }
  if (damaged > 0) say(`${damaged} spooled reports are damaged on the disk and lost`);

  // A crash while thinning leaves both: what was rewritten, and what it stands for.
  const isReplaced = ({ first, rewritten }: Segment) =>
    read.some(({ segment: other, covers }) => {
      const covered = covers !== null && other.first <= first && first <= covers;
      return covered && (other.first < first || other.rewritten > rewritten);
    });
  const kept: typeof read = [];
  for (const one of read) {
    if (one.entries.length === 0 || isReplaced(one.segment)) await rm(one.segment.path, { force: true });
    else kept.push(one);
  }
  const entries = kept.flatMap((one) => one.entries).sort((a, b) => a.seq - b.seq);
  return { segments: kept.map((one) => one.segment), entries };
}
