import type { Attempt, FolderStatistics } from '@lockstep/contracts';
import { pathKey } from '@lockstep/contracts/statistics';
import type { NotedRun } from './noted-run.ts';
import type { Kept } from './targets.ts';

// While folders still follow one another, the run is not over.
const SETTLED_MS = 15_000;
// Dates further apart are of two runs.
const APART_MS = 10 * 60_000;
const SLACK_MS = 2_000;

/** A completed sync of a folder that the files prove, ms. */
export interface Proof {
  readonly path: readonly string[];
  readonly at: number;
}

/** Folders whose date went forward since the look before, by what lies on the disk. The first look has no look before it. */
export function proofsIn(
  folders: readonly FolderStatistics[],
  before: ReadonlyMap<string, number>,
  kept: readonly Kept[],
): Proof[] {
  if (before.size === 0) return [];
  const keys = new Set(kept.map((one) => pathKey(one.path)));
  return folders.flatMap(({ path, lastSynchronizedAt, lastSynchronizedBasis }) => {
    const key = pathKey(path);
    if (lastSynchronizedAt === null || lastSynchronizedBasis === 'last-known' || !keys.has(key)) return [];
    const at = Date.parse(lastSynchronizedAt);
    return at > (before.get(key) ?? 0) ? [{ path, at }] : [];
  });
}

/**
 * The runs that nobody noted and the files prove, once they are over. `left` waits for the next look. Where a run may pass a folder without a
 * trace, which folders it was for cannot be told, and nothing is said.
 */
export function inferRuns(
  proofs: readonly Proof[],
  noted: readonly Pick<NotedRun, 'startedAt' | 'endedAt'>[],
  kept: readonly Kept[],
  running: boolean,
  now: number,
): { attempts: Attempt[]; left: Proof[] } {
  const unexplained = proofs.filter(({ at }) => !noted.some((run) => isWithin(at, run))).sort((a, b) => a.at - b.at);
  const newest = unexplained.at(-1)?.at;
  if (newest === undefined || !kept.every((folder) => folder.traced)) return { attempts: [], left: [] };
  if (running || now - newest < SETTLED_MS) return { attempts: [], left: unexplained };

  const runs: Proof[][] = [];
  for (const proof of unexplained) {
    const last = runs.at(-1)?.at(-1);
    if (last === undefined || proof.at - last.at > APART_MS) runs.push([proof]);
    else runs.at(-1)!.push(proof);
  }
  return { attempts: runs.map((run) => inferred(run, kept.length)), left: [] };
}

/** When it began is not written anywhere: no later than its first folder. */
function inferred(run: readonly Proof[], all: number): Attempt {
  const folders = new Map(run.map(({ path }) => [pathKey(path), [...path]]));
  return {
    startedAt: new Date(run[0]!.at).toISOString(),
    endedAt: new Date(run.at(-1)!.at).toISOString(),
    trigger: 'unknown',
    outcome: 'succeeded',
    ...(folders.size === all ? {} : { folders: [...folders.values()] }),
  };
}

function isWithin(at: number, run: Pick<NotedRun, 'startedAt' | 'endedAt'>): boolean {
  return at >= Date.parse(run.startedAt) - SLACK_MS && at <= Date.parse(run.endedAt) + SLACK_MS;
}
