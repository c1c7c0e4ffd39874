import type { Attempt, FolderStatistics, Trouble } from '@lockstep/contracts';
import { pathKey } from '@lockstep/contracts/statistics';
import type { SaidTrouble } from '../mbsync/output.ts';
import type { NotedRun } from './noted-run.ts';
import { foldersAskedFor, type Kept } from './targets.ts';

/** What the newest known run left unsolved, until a later one says otherwise. */
export interface LastRun {
  readonly endedAt: string;
  readonly troubles: readonly SaidTrouble[];
}

export interface Keeping {
  readonly kept: readonly Kept[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** Null: it had nothing to do with this replica. One that failed is told even so, for a mistyped channel is asked for in vain. */
export function attemptOf(run: NotedRun, { kept, groups }: Keeping): Attempt | null {
  const asked = foldersAskedFor(run.targets, kept, groups);
  if (asked?.length === 0 && run.outcome === 'succeeded') return null;
  const failed = new Set(run.failedBoxes);
  const all = asked ?? kept;
  const noneDone = all.length > 0 && all.every((folder) => failed.has(folder.farBox) || failed.has(folder.nearBox));
  const { startedAt, endedAt, trigger, error } = run;
  return {
    ...{ startedAt, endedAt, trigger },
    outcome: run.outcome === 'partial' && noneDone ? 'failed' : run.outcome,
    ...(error === undefined ? {} : { error }),
    ...(asked === null || asked.length === 0 ? {} : { folders: asked.map((folder) => [...folder.path]) }),
  };
}

/** The newest word counts; of folders that the newer run was not asked for, the older one still does. */
export function followRun(last: LastRun | null, run: NotedRun, { kept, groups }: Keeping): LastRun {
  if (last !== null && last.endedAt > run.endedAt) return last;
  const asked = foldersAskedFor(run.targets, kept, groups);
  const untouched = (box: string | null) =>
    asked !== null && box !== null && !asked.some((folder) => folder.farBox === box || folder.nearBox === box);
  const older = last?.troubles.filter(({ box }) => untouched(box)) ?? [];
  return { endedAt: run.endedAt, troubles: [...older, ...run.troubles] };
}

export interface Numbers {
  readonly folders: readonly FolderStatistics[];
  readonly troubles: readonly Trouble[];
}

/**
 * Adds what the last run complained of, where the agent's own look does not say it already and no completed sync has answered it since.
 */
export function withLastRun<T extends Numbers>(seen: T, last: LastRun | null, kept: readonly Kept[]): T {
  if (last === null || last.troubles.length === 0) return seen;
  const keyOfBox = new Map(kept.flatMap((one) => [one.nearBox, one.farBox].map((box) => [box, pathKey(one.path)])));
  const answered = (folder: FolderStatistics) => isAfter(folder, last.endedAt);

  const folders = seen.folders.map((folder) => {
    const said = folder.troubles ?? [];
    const news = last.troubles
      .filter(({ box }) => box !== null && keyOfBox.get(box) === pathKey(folder.path) && !answered(folder))
      .map(({ code, detail }) => refine({ code, detail }, folder))
      .filter(({ code }) => !isSaid(code, said));
    return news.length === 0 ? folder : { ...folder, troubles: [...said, ...news] };
  });
  const all = [...seen.troubles, ...folders.flatMap((folder) => folder.troubles ?? [])];
  const wide = last.troubles
    .filter(({ box, code }) => (box === null || !keyOfBox.has(box)) && !isSaid(code, all))
    .map(({ code, detail }) => ({ code, detail }));
  return { ...seen, folders, troubles: seen.folders.some(answered) ? seen.troubles : [...seen.troubles, ...wide] };
}

/** mbsync cannot open a box that the agent can count: it is there, and not as it should be. */
function refine(trouble: Trouble, folder: FolderStatistics): Trouble {
  if (trouble.code !== 'offline-folder-missing' || folder.offlineItems === null) return trouble;
  return { ...trouble, code: 'offline-store-damaged' };
}

// A lock that is held is another run; a folder without its messages' directory is, for mbsync, a folder that is not there.
const SAID_BY: Readonly<Record<string, readonly string[]>> = {
  'offline-store-in-use': ['sync-in-progress', 'sync-hung', 'sync-interrupted'],
  'offline-folder-missing': ['offline-store-damaged', 'partial-read'],
};

function isSaid(code: string, troubles: readonly Trouble[]): boolean {
  return troubles.some((trouble) => trouble.code === code || SAID_BY[code]?.includes(trouble.code));
}

function isAfter(folder: FolderStatistics, endedAt: string): boolean {
  const { lastSynchronizedAt: at, lastSynchronizedBasis: basis } = folder;
  return at !== null && basis !== 'last-known' && at > endedAt;
}
