import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';

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

/** The same as the conditions see it, and only while it is told as a mismatch. */
export function differsAlthoughSynchronizing(folder: FolderEvidence): boolean {
  if (folder.status !== 'mismatched') return false;
  const kind = folder.conditions.find(({ rule }) => rule === 'mismatch')?.kind;
  if (kind !== undefined) return kind === 'although-synchronizing';
  const { differs, lastSynchronizedAt } = folder;
  return differs !== null && (differs.syncs > 0 || (lastSynchronizedAt ?? -Infinity) > differs.since);
}

const HOUR_MS = 3_600_000;

/** A sync runs, or items are on their way. */
export const isShrinking = (folder: FolderEvidence, now: Instant): boolean =>
  folder.inProgress || itemsCome(folder, now);

/** The offline side moves, and the difference shrinks with it, whatever the date says. */
export function itemsCome({ backlog, offlineMoved }: FolderEvidence, now: Instant): boolean {
  if (backlog === null || backlog.length < 4 || offlineMoved === null) return false;
  return now - offlineMoved.at <= HOUR_MS && backlog[backlog.length - 1]! < backlog[1]!;
}

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

/** By how many the server's side fell, beyond what the offline folder fell. */
export function fellOnServer({ differs }: FolderEvidence): number {
  if (differs?.before == null) return 0;
  const { before, began } = differs;
  const server = before.serverItems - began.serverItems + differs.serverDown;
  const offline = Math.max(0, before.offlineItems - began.offlineItems) + differs.offlineDown;
  return Math.max(0, server - offline);
}

// A mail that comes and one that goes between two looks hide each other on one side, and not on the other.
const HIDDEN_BY_CHANCE = { items: 2, share: 0.25 };

/**
 * More than half of what lacks is what the offline side lost by itself. How the difference began tells; where that was not a loss, a
 * few, or a small share of all that went, may be a matter of chance.
 */
export function wasRemovedOffline(folder: FolderEvidence, items: number): boolean {
  const { differs } = folder;
  const fell = fellOffline(folder);
  if (differs?.before == null || fell * 2 <= items) return false;
  const { before, began } = differs;
  const beganByLoss = before.offlineItems - began.offlineItems > Math.max(0, before.serverItems - began.serverItems);
  return beganByLoss || fell > Math.max(HIDDEN_BY_CHANCE.items, HIDDEN_BY_CHANCE.share * differs.offlineDown);
}
