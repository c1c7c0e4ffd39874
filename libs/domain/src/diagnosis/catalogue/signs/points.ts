import type { FolderEvidence, SeenAttempt } from '../../evidence.ts';
import type { EvidencePoint } from '../../rule.ts';
import { count, duration, folderName, number } from '../../../explain/wording.ts';
import { inUtc } from '../../../replica/calendar.ts';
import { beginningOf } from './attempts.ts';
import { capital, nameOf } from './naming.ts';

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

/** Both counts, as they stand, and since when they differ. */
export function countsOf(folder: FolderEvidence): EvidencePoint {
  const { serverItems, offlineItems, differs, path, difference } = folder;
  return {
    text: `${capital(nameOf(path))}: server ${counted(serverItems)}, offline ${counted(offlineItems)}`,
    ...(differs !== null && { at: differs.since }),
    position: differs?.position ?? folder.position,
    folder: path,
    values: { serverItems, offlineItems, difference },
  };
}

const counted = (items: number | null) => (items === null ? 'not known' : number(items));

/** When the folder last synchronized. */
export function dateOf(folder: FolderEvidence): EvidencePoint {
  const { path, lastSynchronizedAt, onMsSinceSync, position, basis } = folder;
  const name = capital(nameOf(path));
  if (lastSynchronizedAt === null)
    return { text: `${name}: when it last synchronized is not known`, position, folder: path };
  return {
    text: `${name}: last synchronized ${duration(onMsSinceSync ?? 0)} of client-on time ago`,
    at: lastSynchronizedAt,
    position,
    folder: path,
    values: { basis },
  };
}

/** What came through since the difference began, in words. */
export function movedSince({ differs, path }: FolderEvidence): EvidencePoint | null {
  if (differs === null) return null;
  const { serverUp, serverDown, offlineUp, offlineDown, syncs } = differs;
  if (serverUp + serverDown + offlineUp + offlineDown + syncs === 0) return null;
  return {
    text:
      `${capital(nameOf(path))}: since then ${count(syncs, 'sync')} completed; ` +
      `server +${number(serverUp)} −${number(serverDown)}, offline +${number(offlineUp)} −${number(offlineDown)}`,
    at: differs.since,
    position: differs.position,
    folder: path,
    values: { syncs, serverUp, serverDown, offlineUp, offlineDown },
  };
}

/** Attempts that failed in a row, as one point. The newest first. */
export function attemptPoints(attempts: readonly SeenAttempt[]): EvidencePoint[] {
  const newest = attempts[0];
  if (newest === undefined) return [];
  const error = newest.error === undefined ? '' : `: ${newest.error}`;
  return [
    {
      text: `${count(attempts.length, 'attempt')} in a row failed${error}`,
      at: newest.seenAt,
      position: newest.position,
      values: { attempts: attempts.length, outcome: newest.outcome },
    },
  ];
}
