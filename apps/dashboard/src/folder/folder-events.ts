import { pathKey, type FolderPath, type TimelineEntry } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';

/** Whether an entry of the replica's timeline says anything of this folder. What names no folder concerns all. */
export function concerns(entry: Pick<TimelineEntry, 'data'>, path: FolderPath): boolean {
  const named = [...pathsIn(entry.data)];
  const key = pathKey(path);
  return named.length === 0 || named.some((one) => pathKey(one) === key);
}

/** Reports name folders in `folders` and `removed`, attempts in `folders`, conditions in `condition.folder`. */
function* pathsIn(data: unknown): Generator<FolderPath> {
  if (typeof data !== 'object' || data === null) return;
  const { folders, removed, condition } = data as {
    folders?: unknown;
    removed?: unknown;
    condition?: { folder?: unknown };
  };
  for (const list of [folders, removed]) {
    if (!Array.isArray(list)) continue;
    for (const item of list as unknown[]) {
      const path = isPath(item) ? item : Array.isArray(item) ? item[0] : (item as { path?: unknown } | null)?.path;
      if (isPath(path)) yield path;
    }
  }
  if (isPath(condition?.folder)) yield condition.folder;
}

const isPath = (value: unknown): value is FolderPath =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

/** What an entry says of this folder: of a report its two numbers, of anything else the summary. */
export function saysOf(entry: Pick<TimelineEntry, 'type' | 'summary' | 'data'>, path: FolderPath): string {
  const { folders } = (entry.data ?? {}) as { folders?: unknown };
  if (entry.type !== 'ReplicaReported' || !Array.isArray(folders)) return entry.summary;
  const key = pathKey(path);
  const row = (folders as unknown[]).find(
    (one): one is unknown[] => Array.isArray(one) && isPath(one[0]) && pathKey(one[0]) === key,
  );
  return row === undefined ? entry.summary : `server ${number(row[1])} · offline ${number(row[2])}`;
}

const number = (value: unknown): string => (typeof value === 'number' ? count(value) : 'unknown');
