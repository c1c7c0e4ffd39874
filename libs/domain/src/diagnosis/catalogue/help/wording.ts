import type { FolderPath } from '@lockstep/contracts';
import type { FolderEvidence, SeenAttempt } from '../../evidence.ts';
import type { EvidencePoint } from '../../rule.ts';
import { beginningOf } from './attempts.ts';
import { count, duration, folderName, number } from '../../../explain/wording.ts';
import { inUtc } from '../../../replica/calendar.ts';

export { count, duration, folderName, inUtc as time, number };

/** `the Inbox`, `Projects › Été`: within a sentence. */
export const nameOf = (path: FolderPath): string => folderName(path).replace(/^The Inbox$/, 'the Inbox');

/** `the Inbox, Sent and 3 other folders`. */
export function namesOf(paths: readonly FolderPath[], most = 3): string {
  const named = paths.slice(0, paths.length > most ? most - 1 : most).map(nameOf);
  const more = paths.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${count(more, 'other folder')}`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

export const pathsOf = (folders: readonly FolderEvidence[]): readonly FolderPath[] => folders.map(({ path }) => path);

/** The three numbers of a folder, as a point of evidence. */
export function statisticsPoint(folder: FolderEvidence): EvidencePoint {
  const { path, serverItems, offlineItems, lastSynchronizedAt: date, position, statedAt } = folder;
  const server = serverItems === null ? 'an unknown number of' : number(serverItems);
  const offline = offlineItems === null ? 'an unknown number' : number(offlineItems);
  const last = date === null ? 'no date of a last sync' : `last synchronized ${inUtc(date)}`;
  return {
    text: `${folderName(path)}: ${server} items on the server, ${offline} offline, ${last}.`,
    at: statedAt,
    position,
    folder: path,
    values: { serverItems, offlineItems, lastSynchronizedAt: date === null ? null : inUtc(date) },
  };
}

/** The folders that say most: those with the largest differences. */
export function statisticsPoints(folders: readonly FolderEvidence[], most = 5): EvidencePoint[] {
  const size = ({ difference }: FolderEvidence) => Math.abs(difference ?? 0);
  return [...folders]
    .sort((one, other) => size(other) - size(one))
    .slice(0, most)
    .map(statisticsPoint);
}

export function attemptPoint(attempt: SeenAttempt): EvidencePoint {
  const { outcome, trigger = 'unknown', error, position } = attempt;
  const said = error === undefined ? '' : `: ${error}`;
  return {
    text: `An attempt at ${inUtc(beginningOf(attempt))} ${outcome === 'partial' ? 'succeeded in part' : outcome}${said}`,
    at: beginningOf(attempt),
    position,
    values: { outcome, trigger },
  };
}

/** How far behind or ahead these folders are in sum, as in `120 items behind`; empty when nothing is known to differ. */
export function differencesOf(folders: readonly FolderEvidence[]): string {
  const known = folders.map(({ difference }) => difference ?? 0);
  const behind = known.filter((items) => items > 0).reduce((one, other) => one + other, 0);
  const ahead = -known.filter((items) => items < 0).reduce((one, other) => one + other, 0);
  const parts = [];
  if (behind > 0) parts.push(`${count(behind, 'item')} behind`);
  if (ahead > 0) parts.push(`${count(ahead, 'item')} ahead of the server`);
  return parts.join(' and ');
}
