import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';
import type { ReplicaJudgement } from '../replica/judgement.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { sortedFolders } from '../replica/folders.ts';
import { type Eta, etaOf } from './eta.ts';
import { paceOf } from './pace.ts';

/** How far a backlog is worked off. */
export interface CatchUp {
  readonly backlog: number;
  /** The most there were since it began. */
  readonly most: number;
  /** 0 to 1, of the most there were. */
  readonly done: number;
  /** Null where the data cannot tell. */
  readonly itemsPerHour: number | null;
  readonly since: Instant;
  readonly eta: Eta | null;
}

export interface Progresses {
  /** In the order of the judgement's folders; null: it does not catch up. */
  readonly folders: readonly (CatchUp | null)[];
  readonly replica: CatchUp | null;
}

/**
 * How a replica catches up, folder by folder and as a whole. A silence ends what can be said of the pace: the client was off, so only
 * what was seen after it counts.
 *
 * The whole arrives where the sum of its folders' backlogs does, and not with the latest of them: most clients work on one folder
 * after another, so that those whose turn has not come stand still and have no pace of their own, while the sum falls steadily.
 */
export function catchUp(state: ReplicaState, judgement: ReplicaJudgement, now: Instant): Progresses {
  const states = sortedFolders(state);
  const from = state.memory.silence?.to ?? -Infinity;
  const moving: FolderState[] = [];
  const folders = judgement.folders.map(({ status }, index) => {
    const folder = states[index]!;
    if (status !== 'catching-up' || folder.backlog === null || folder.course === null) return null;
    moving.push(folder);
    const past = after(folder.backlog, from);
    return toCatchUp(past, folder.backlog.at(-1)!, folder.course.most, folder.differsSince!, now);
  });
  return { folders, replica: judgement.status === 'catching-up' ? ofAll(moving, from, now) : null };
}

function ofAll(moving: readonly FolderState[], from: Instant, now: Instant): CatchUp | null {
  if (moving.length === 0) return null;
  const left = sum(moving.map(({ backlog }) => backlog!.at(-1)!));
  const most = sum(moving.map(({ course }) => course!.most));
  const since = moving.reduce((first, { differsSince }) => Math.min(first, differsSince!), Infinity);
  return toCatchUp(after(sumOf(moving.map(({ backlog }) => backlog!)), from), left, most, since, now);
}

function toCatchUp(past: readonly number[], backlog: number, most: number, since: Instant, now: Instant): CatchUp {
  const arrives = etaOf(past, backlog, now);
  const pace = arrives?.pace ?? paceOf(past, now, () => true);
  return {
    backlog,
    most,
    done: most === 0 ? 1 : Math.min(1, Math.max(0, 1 - backlog / most)),
    itemsPerHour: pace === null ? null : pace.perMs * 3_600_000,
    since,
    eta: arrives?.eta ?? null,
  };
}

function after(points: readonly number[], from: Instant): readonly number[] {
  let first = 0;
  while (first < points.length && points[first]! < from) first += 2;
  return points.slice(first);
}

const MOST_MOMENTS = 32;

/** The sum of several backlogs; each holds until its next point, and is 0 before its first. */
function sumOf(backlogs: readonly (readonly number[])[]): readonly number[] {
  const moments = [...new Set(backlogs.flatMap((points) => points.filter((_, index) => index % 2 === 0)))].sort(
    (one, other) => one - other,
  );
  const every = Math.ceil(moments.length / MOST_MOMENTS);
  // The last one is always among them.
  const chosen = moments.filter((_, index) => (moments.length - 1 - index) % every === 0);
  return chosen.flatMap((at) => [at, sum(backlogs.map((points) => heldAt(points, at)))]);
}

function heldAt(points: readonly number[], at: Instant): number {
  for (let index = points.length - 2; index >= 0; index -= 2) if (points[index]! <= at) return points[index + 1]!;
  return 0;
}

const sum = (items: readonly number[]) => items.reduce((one, other) => one + other, 0);
