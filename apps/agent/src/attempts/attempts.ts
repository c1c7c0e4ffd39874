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
  const pathOfBox = new Map(kept.flatMap((one) => [one.nearBox, one.farBox].map((box) => [box, pathKey(one.path)])));
  const synchronized = seen.folders.filter((folder) => isAfter(folder, last.endedAt));
  const codes = new Set(
    [...seen.troubles, ...seen.folders.flatMap((one) => one.troubles ?? [])].map((one) => one.code),
  );

  const placed = new Map<string, Trouble[]>();
  const wide: Trouble[] = [];
  for (const { code, detail, box } of last.troubles) {
    const key = box === null ? undefined : pathOfBox.get(box);
    if (key !== undefined) placed.set(key, [...(placed.get(key) ?? []), { code, detail }]);
    else if (synchronized.length === 0 && !codes.has(code)) wide.push({ code, detail });
  }
  const folders = seen.folders.map((folder) => {
    const found = placed.get(pathKey(folder.path)) ?? [];
    const news = synchronized.includes(folder) ? [] : found.filter(({ code }) => !isSaid(code, folder.troubles ?? []));
    return news.length === 0 ? folder : { ...folder, troubles: [...(folder.troubles ?? []), ...news] };
  });
  return { ...seen, folders, troubles: [...seen.troubles, ...wide] };
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
