import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { EvidencePoint } from '../../rule.ts';
import { hindersSynchronization, isDistrusted, stopsSynchronization } from '../../../condition/trouble.ts';
import { count, duration, number } from '../../../explain/wording.ts';
import { capital, nameOf } from './naming.ts';

export const judged = ({ folders }: Evidence) => folders.filter(({ localOnly }) => !localOnly);

export const isMismatched = (folder: FolderEvidence) => !folder.localOnly && folder.status === 'mismatched';

/** A mismatch may hide that the folder is stale as well, so its date is asked. */
export function isStale(folder: FolderEvidence, { policy }: Evidence): boolean {
  if (folder.localOnly) return false;
  if (folder.status === 'stale' || folder.conditions.some(({ rule }) => rule === 'stale')) return true;
  return folder.onMsSinceSync !== null && folder.onMsSinceSync >= policy.stale.warningAfterOnMs;
}

export const isOut = (folder: FolderEvidence, evidence: Evidence) =>
  isMismatched(folder) || (folder.status === 'stale' && isStale(folder, evidence));

/** A sync of this folder completed after its difference began, and did not remove it. */
export function synchronizedSince({ differs, lastSynchronizedAt }: FolderEvidence, evidence: Evidence): boolean {
  if (differs === null) return false;
  if (differs.syncs > 0 || (lastSynchronizedAt !== null && lastSynchronizedAt > differs.since)) return true;
  // Where a source tells no date, mail that comes through, or an attempt at all folders, tells as much.
  if (lastSynchronizedAt !== null) return false;
  return differs.offlineUp > 0 || evidence.attempts.some((one) => succeededSince(one, differs.since));
}

const succeededSince = ({ outcome, folders, seenAt }: Evidence['attempts'][number], at: number) =>
  outcome === 'succeeded' && folders === undefined && seenAt > at;

/** It has a trouble that explains by itself why it is out of step. */
export const speaksForItself = ({ troubles }: FolderEvidence) =>
  isDistrusted(troubles) || troubles.some(({ code }) => stopsSynchronization(code) || EXPLAIN.includes(code));

const EXPLAIN = ['offline-folder-missing', 'server-folder-missing', 'message-rejected', 'unsupported-store'];

/** Something of the whole replica, or of one of its folders, keeps it from synchronizing. */
export function isBroken({ replica, folders }: Evidence): boolean {
  const breaks = (code: string) =>
    stopsSynchronization(code) || hindersSynchronization(code) || STOPS_ALL.includes(code);
  return (
    replica.troubles.some(({ code }) => breaks(code)) ||
    folders.some(({ troubles }) => troubles.some(({ code }) => breaks(code)))
  );
}

const STOPS_ALL = ['unsupported-store', 'offline-use-not-set-up'];

/** A few items, or a small share of a large folder. A window of the client leaves out far more. */
export function isSmall(items: number, serverItems: number): boolean {
  return items <= 5 || (items <= 25 && items <= 0.2 * serverItems) || (items <= 100 && items <= 0.01 * serverItems);
}

/** It was there when the folder was first counted, and nobody saw it come. */
export function stoodFromTheFirst({ differs, first, expected, difference }: FolderEvidence): boolean {
  if (differs === null || difference === null) return false;
  if (differs.before === null) return true;
  // A busy folder begins anew with each mail that came through; what it lacked at the first count, it lacks still.
  if (first === null) return false;
  const atFirst = first.serverItems - first.offlineItems - expected;
  const before = differs.before.serverItems - differs.before.offlineItems - expected;
  const alike = (items: number) => Math.abs(items - difference) <= Math.max(1, 0.1 * Math.abs(difference));
  return atFirst !== 0 && alike(atFirst) && alike(before);
}

/** By how many the offline folder fell, beyond what the server fell. */
export function fellOffline({ differs }: FolderEvidence): number {
  if (differs?.before == null) return 0;
  const { before, began } = differs;
  const offline = before.offlineItems - began.offlineItems + differs.offlineDown;
  const server = Math.max(0, before.serverItems - began.serverItems) + differs.serverDown;
  return Math.max(0, offline - server);
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
