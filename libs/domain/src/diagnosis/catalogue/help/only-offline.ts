import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Guard } from '../../rule.ts';
import { judgedFolders } from './folders.ts';
import { count, namesOf, pathsOf } from './wording.ts';

/** For the knowledge base, where no replica is at hand. */
export const EXPORT_FIRST =
  'Where a folder holds more offline than on the server, the surplus exists nowhere else. Export those folders, and what waits in the Outbox, before the store is given up.';

const HOW = 'Export first: File → Import and Export → Export to a file → Personal Folder File (.pst).';

/**
 * What would be lost if the offline store were given up now. Any surplus counts, below every threshold too: one item lost is lost.
 * A count that is not known is not taken for zero.
 */
export function guardOnlyOffline(evidence: Evidence): Guard | null {
  const ahead = evidence.folders.filter((folder) => onlyOffline(folder) > 0);
  if (ahead.length > 0) {
    const items = ahead.reduce((sum, folder) => sum + onlyOffline(folder), 0);
    const each = ahead.map((folder) => `${count(onlyOffline(folder), 'item')} in ${namesOf([folder.path])}`);
    const named = each.length > 5 ? [...each.slice(0, 5), `more in ${count(each.length - 5, 'other folder')}`] : each;
    return {
      text: `${list(named)} ${items === 1 ? 'exists' : 'exist'} only in this offline store; a new store would not have them. ${HOW}`,
      items,
      folders: pathsOf(ahead),
    };
  }
  const uncounted = judgedFolders(evidence).filter(({ difference }) => difference === null);
  if (uncounted.length === 0 && evidence.folders.length > 0) return null;
  const which = uncounted.length === 0 ? 'No folder' : `Not all of ${namesOf(pathsOf(uncounted))}`;
  return {
    text: `${which} could be counted on both sides, so items may exist only in this offline store. Look into it, and export what the server lacks. ${HOW}`,
    items: null,
    folders: pathsOf(uncounted),
  };
}

/** How many items the server does not have; of what is local by nature, only mail that waits to be sent. */
function onlyOffline({ localOnly, path, offlineItems, difference }: FolderEvidence): number {
  if (localOnly) return /^outbox$/i.test(path.at(-1)!) ? (offlineItems ?? 0) : 0;
  return difference === null ? 0 : Math.max(0, -difference);
}

const list = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
