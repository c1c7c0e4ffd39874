import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Guard, Match } from '../../rule.ts';
import { count } from '../../../explain/wording.ts';
import { judged } from './folders.ts';
import { namesOf } from './naming.ts';

export const GUARD_ONLY_OFFLINE =
  'If any folder holds more items offline than on the server, export those first: they exist nowhere else.';

/** Items that exist only offline would be lost with the offline copy. Where a side could not be counted, nobody knows. */
export function guardOnlyOffline({ folders: all, ...evidence }: Evidence, match: Match): Guard | null {
  const concerned = concernedBy(match, judged({ ...evidence, folders: all }));
  const more = concerned.filter((folder) => onlyOffline(folder) > 0);
  if (more.length > 0) {
    const items = more.reduce((sum, folder) => sum + onlyOffline(folder), 0);
    const folders = more.map(({ path }) => path);
    const they = items === 1 ? 'it exists' : 'they exist';
    return {
      text: `Export ${count(items, 'item')} of ${namesOf(folders)} first: ${they} only offline, and would be lost.`,
      items,
      folders,
    };
  }

  const uncounted = concerned.filter(({ serverItems, offlineItems }) => serverItems === null || offlineItems === null);
  if (uncounted.length === 0 && concerned.length > 0) return null;
  const folders = uncounted.map(({ path }) => path);
  return {
    text: 'Keep a copy of the offline store first: what it holds could not be counted, and some of it may exist only there.',
    items: null,
    folders,
  };
}

const onlyOffline = ({ serverItems, offlineItems }: FolderEvidence) =>
  serverItems === null || offlineItems === null ? 0 : Math.max(0, offlineItems - serverItems);

function concernedBy({ folders }: Match, all: readonly FolderEvidence[]): readonly FolderEvidence[] {
  return folders.length === 0 ? all : all.filter(({ path }) => folders.includes(path));
}
