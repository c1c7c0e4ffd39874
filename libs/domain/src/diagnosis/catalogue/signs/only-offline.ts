import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Guard, Match } from '../../rule.ts';
import { outlookAge, type OutlookAge } from '../../outlook-age.ts';
import { count } from '../../../explain/wording.ts';
import { capital, listOf, nameOf, namesOf, pathsOf } from './naming.ts';

/** For the knowledge base, where no replica is at hand. */
export const EXPORT_FIRST =
  'Where a folder holds more offline than on the server, the surplus exists nowhere else. Export those folders, and what waits in the Outbox, before the offline copy is given up.';

const OLDER = 'File → Import and Export → Export to a file → Personal Folder File (.pst)';
const NEWER = 'File → Open & Export → Import/Export → Export to a file → Outlook Data File (.pst)';
const IN_OUTLOOK: Readonly<Record<OutlookAge, string>> = {
  older: ` In Outlook: ${OLDER}.`,
  newer: ` In Outlook: ${NEWER}.`,
  unknown: ` In Outlook: ${NEWER}; before Outlook 2007 ${OLDER}.`,
};
const MOST_NAMED = 5;

/**
 * What would be lost if the offline copy of these folders were given up now; with none named, all of it. Any surplus counts, below
 * every threshold too: one item lost is lost. A count that is not known is not taken for zero.
 */
export function guardOnlyOffline(evidence: Evidence, { folders: named }: Pick<Match, 'folders'>): Guard | null {
  const all = evidence.folders.filter(({ path }) => named.length === 0 || named.includes(path));
  const how = evidence.exchangeType ? IN_OUTLOOK[outlookAge(evidence.replica.client)] : '';
  const ahead = all.filter((folder) => onlyOffline(folder) > 0);
  if (ahead.length > 0) {
    const items = ahead.reduce((sum, folder) => sum + onlyOffline(folder), 0);
    const each = ahead.map((folder) => `${count(onlyOffline(folder), 'item')} in ${nameOf(folder.path)}`);
    const more = each.length - MOST_NAMED;
    const parts = more > 0 ? [...each.slice(0, MOST_NAMED), `more in ${count(more, 'other folder')}`] : each;
    const they = items === 1 ? 'It exists' : 'They exist';
    return {
      text: `Export ${listOf(parts)} first. ${they} only offline, and would be lost.${how}`,
      items,
      folders: pathsOf(ahead),
    };
  }

  const uncounted = all.filter(({ localOnly, difference }) => !localOnly && difference === null);
  if (uncounted.length === 0 && all.length > 0) return null;
  const which = uncounted.length === 0 ? 'No folder could' : `${capital(namesOf(pathsOf(uncounted)))} could not`;
  return {
    text: `Keep a copy of the offline store first. ${which} be counted on both sides, and items may exist only offline.${how}`,
    items: null,
    folders: pathsOf(uncounted),
  };
}

/** For steps that make a new store: what folders the match names says nothing of what the old one holds. */
export const guardWholeStore = (evidence: Evidence): Guard | null => guardOnlyOffline(evidence, { folders: [] });

/** How many items the server does not have, expected or accepted or not; of what is local by nature, only mail that waits to be sent. */
function onlyOffline({ localOnly, path, serverItems, offlineItems, difference }: FolderEvidence): number {
  if (localOnly) return /^outbox$/i.test(path.at(-1)!) ? (offlineItems ?? 0) : 0;
  if (serverItems === null || offlineItems === null) return 0;
  return Math.max(0, offlineItems - serverItems, -(difference ?? 0));
}
